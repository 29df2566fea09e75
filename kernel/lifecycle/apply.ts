/** Installs and upgrades: one transaction from the first statement to the installation row. Any failure leaves the host as it was. */
import type { Bookkeeping } from '../database/bookkeeping';
import type { Database, Session } from '../database/port';
import { messageOf } from '../errors';
import type { Registry } from '../installed/registry';
import { ownOrigin } from '../journal/origin';
import type { Services } from '../operation/services';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { changing } from './changing';
import { facts, readInstallations } from './facts';
import { refuseUnready } from './guards';
import { type LedgerEntry, type RanStep, writeLedger } from './ledger';
import { installError } from './messages';
import type { InstallNote } from './notes';
import { type Plan, plan } from './plan';
import { type BundleOperation, prepare, type Prepared } from './prepare';
import { rehearsing, type Rehearsal } from './rehearse';
import type { InstallRequest, InstallResult } from './request';
import { prepareRollback, refuseDependents, type RollbackRequest } from './rollback';
import { run } from './run';
import { isSchemaStep } from './steps/kinds';
import type { StepContext } from './steps/kind';
import type { SchemaStep } from './steps/step';
import { fingerprintOf, identityOf, type InstallMemory, isInstalled, remember } from './unchanged';

/** What an operation knows beside what it is asked for. */
export interface LifecyclePorts {
  memory: InstallMemory;
  /** What the rooms keep of addons follows a new name, and goes with an addon. */
  bookkeeping: readonly Bookkeeping[];
  services: Services;
}

/** Reads what is there and plans. @throws KernelError what refuses the operation */
async function planned(session: Session, prepared: Prepared): Promise<Plan> {
  const { development, organizationIds } = prepared.request;
  // What refuses a release asks the rows nothing.
  if (development !== true || prepared.operation === 'upgrade') {
    const installations = await readInstallations(session, organizationIds);
    refuseUnready({ installations }, prepared);
    refuseDependents(installations, prepared);
  }
  return plan(await facts(session, prepared), prepared);
}

/** @throws KernelError `upgrade_blocked` with the first change that is in the way */
function refuseBlocked({ blocked }: Plan): void {
  const [first, ...others] = blocked;
  if (first) throw installError('upgrade_blocked', { ...first, others: others.length });
}

/** What the steps of an operation work with. */
export const contextOf = (
  session: Session,
  { services, bookkeeping }: LifecyclePorts,
  more: Partial<Pick<StepContext, 'request' | 'files' | 'principal' | 'notes'>> = {},
): StepContext => ({
  session,
  request: null,
  files: new Map(),
  services,
  principal: DEFAULT_PRINCIPAL,
  setAside: services.registry().setAside.map((one) => one.addonKey),
  bookkeeping,
  notes: [],
  oldHashes: {},
  ...more,
});

const preparedContext = (session: Session, prepared: Prepared, ports: LifecyclePorts, notes: InstallNote[]): StepContext =>
  contextOf(session, ports, {
    request: prepared.request,
    files: new Map([...prepared.migrations, ...prepared.ladder].map((file) => [file.path, file])),
    principal: prepared.request.by ?? DEFAULT_PRINCIPAL,
    notes,
  });

/** An index of a `unique` rule that rows stood in the way of was not made, and a column that lacks values is not required. */
function madeOf(steps: Plan['steps'], ran: readonly RanStep[]): SchemaStep[] {
  return steps.flatMap(({ step }, at) => {
    const isLeftOut = (step.kind === 'create-index' || step.kind === 'require-column') && ran[at]?.output !== '';
    return isSchemaStep(step) && !isLeftOut ? [step] : [];
  });
}

type Entry = Pick<LedgerEntry, 'operation' | 'addonKey' | 'version' | 'organizationId' | 'userId'>;

/**
 * Runs `work` and writes it into the ledger; a failure is written down where that can be done, and why the operation failed is the error
 * that is told. What was refused before its first step is no operation.
 */
export async function ledgered<T>(
  database: Database,
  entry: Entry,
  work: (ran: RanStep[], done: (session: Session) => Promise<void>) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const ran: RanStep[] = [];
  const written = (session: Session, outcome: LedgerEntry['outcome'], message: string) =>
    writeLedger(session, { ...entry, durationMs: performance.now() - began, outcome, message, steps: ran });
  try {
    return await work(ran, (session) => written(session, 'done', ''));
  } catch (error) {
    if (ran.length > 0)
      await database
        .asOwner((session) => written(session, 'failed', messageOf(error)))
        // A broken engine or a full disk refuses this too: the operation's own error says so.
        .catch(() => undefined);
    throw error;
  }
}

const who = (principal: Principal | undefined): Pick<Entry, 'organizationId' | 'userId'> => ({
  organizationId: principal?.organizationId ?? null,
  userId: principal?.userId ?? null,
});

/** Plans and runs a prepared operation in the caller's transaction. @throws KernelError what refuses it */
export async function runPrepared(session: Session, prepared: Prepared, ports: LifecyclePorts, ran: RanStep[]): Promise<StepContext> {
  const made = await planned(session, prepared);
  refuseBlocked(made);
  const context = preparedContext(session, prepared, ports, made.notes);
  await run(context, made.steps, ran);
  return context;
}

async function operate(
  database: Database,
  prepared: Prepared,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
  identity: string | null = null,
): Promise<InstallResult & { fingerprint: string | null }> {
  const { request, operation } = prepared;
  const { manifest, organizationIds } = request;
  const { key: addonKey, version } = manifest.metadata;
  return ledgered(database, { operation, addonKey, version, ...who(request.by) }, (ran, done) =>
    changing(database, onChanged, ownOrigin('install', `${addonKey}@${version}`), async (session) => {
      const made = await planned(session, prepared);
      refuseBlocked(made);
      const context = preparedContext(session, prepared, ports, made.notes);
      await run(context, made.steps, ran);
      await done(session);
      // What rows stood in the way of is tried again by the next install, whatever it is.
      const fingerprint = context.notes.length > 0 || identity === null ? null : await fingerprintOf(session, manifest, organizationIds);
      if (identity !== null) await remember(session, addonKey, identity, fingerprint);
      return {
        plan: { addonKey, version, steps: madeOf(made.steps, ran) },
        oldHashes: context.oldHashes,
        newHash: request.manifestHash,
        notes: context.notes,
        fingerprint,
      };
    }),
  );
}

/**
 * Installs a manifest for organizations, or brings the installed one to this manifest's state: for all of them, or for none. One
 * that is installed already, by this kernel or one before it, and whose traces nobody touched, sends one statement or two.
 * @throws KernelError with a code of `InstallErrorCode` (messages.ts); nothing was changed then but the ledger
 */
export async function install(
  database: Database,
  given: InstallRequest,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<InstallResult> {
  const prepared = await prepare(given, 'install');
  const { request } = prepared;
  const { key: addonKey, version } = request.manifest.metadata;
  const identity = await identityOf(request);
  const registry = ports.services.registry();
  const isThere = request.organizationIds.every((id) => registry.addons(id).some(({ key }) => key === addonKey));
  if (isThere && (await isInstalled(database, request, identity, ports.memory)))
    return {
      plan: { addonKey, version, steps: [] },
      oldHashes: Object.fromEntries(request.organizationIds.map((id) => [id, request.manifestHash])),
      newHash: request.manifestHash,
      notes: [],
    };
  ports.memory.delete(addonKey);
  const { fingerprint, ...result } = await operate(database, prepared, ports, onChanged, identity);
  if (fingerprint !== null) ports.memory.set(addonKey, { identity, fingerprint });
  return result;
}

/**
 * Brings an installed addon to a newer version, as a host does: guards, a rehearsal that is taken back, and then the deed. Additive:
 * what leaves the manifest stays, hidden.
 * @throws KernelError `not_installed`, `same_version`, `cannot_downgrade`, `upgrade_blocked`, and what `install` throws; nothing was
 * changed then but the ledger
 */
export async function upgrade(
  database: Database,
  given: InstallRequest,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<InstallResult> {
  const prepared = await prepare(given, 'upgrade');
  await rehearsed(database, prepared, ports);
  ports.memory.delete(prepared.request.manifest.metadata.key);
  const { plan, oldHashes, newHash, notes } = await operate(database, prepared, ports, onChanged);
  return { plan, oldHashes, newHash, notes };
}

const rehearsed = (database: Database, prepared: Prepared, ports: LifecyclePorts): Promise<Rehearsal> =>
  rehearsing(database, prepared.request, async (session, ran) => {
    const made = await planned(session, prepared);
    refuseBlocked(made);
    const context = preparedContext(session, prepared, ports, [...made.notes]);
    await run(context, made.steps, ran);
    return { plan: made, notes: context.notes };
  });

/**
 * Brings an addon back to the version before its last upgrade: what the upgrade changed by itself is changed back, what it ran is run
 * backwards, and what people wrote and chose since stays, hidden where the older version has no place for it.
 * @throws KernelError `nothing_to_roll_back`, `no_way_back`, `shared_with_newer`, `requirement_missing`, `values_do_not_fit`, and what
 * `readSqlFiles` and the files throw; nothing was changed then but the ledger
 */
export async function rollback(
  database: Database,
  asked: RollbackRequest,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<InstallResult & { version: string }> {
  const prepared = await prepareRollback(database, asked);
  await rehearsed(database, prepared, ports);
  ports.memory.delete(asked.addonKey);
  const { plan, oldHashes, newHash, notes } = await operate(database, prepared, ports, onChanged);
  return { plan, oldHashes, newHash, notes, version: prepared.request.manifest.metadata.version };
}

/** What a rollback would do; nothing is done. @throws KernelError as `rollback`, before anything runs */
export async function rollbackPlan(database: Database, asked: RollbackRequest): Promise<Plan> {
  const prepared = await prepareRollback(database, asked);
  return database.asOwner((session) => planned(session, prepared));
}

/**
 * Does everything an install or an upgrade would do and takes it back. Functions of the addon's code are called all the same.
 * @throws KernelError as `install` and `upgrade`
 */
export const rehearse = async (
  database: Database,
  given: InstallRequest,
  ports: LifecyclePorts,
  operation: BundleOperation = 'install',
): Promise<Rehearsal> => rehearsed(database, await prepare(given, operation), ports);

/**
 * What an install or an upgrade would do, blocked changes among it; nothing is done.
 * @throws KernelError what refuses the operation before it can be planned
 */
export async function planOf(database: Database, given: InstallRequest, operation: BundleOperation): Promise<Plan> {
  const prepared = await prepare(given, operation);
  return database.asOwner((session) => planned(session, prepared));
}
