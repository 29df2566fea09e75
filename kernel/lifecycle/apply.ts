/** Installs: one transaction from the first statement to the installation row. Any failure leaves the host as it was. */
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import type { Bookkeeping } from '../database/bookkeeping';
import { type Database, type Session, SqlError } from '../database/port';
import { messageOf } from '../errors';
import type { Registry } from '../installed/registry';
import { ownOrigin } from '../journal/origin';
import { schemaOf } from '../schema/schema-of';
import { cleanValue } from '../values/text';
import { changing } from './changing';
import { facts } from './facts';
import { refuseUnready } from './guards';
import { type RanStep, writeLedger } from './ledger';
import { installError } from './messages';
import type { InstallNote } from './notes';
import { type Plan, plan } from './plan';
import { rehearsing, type Rehearsal } from './rehearse';
import type { InstallRequest, InstallResult } from './request';
import { run } from './run';
import { isSchemaStep } from './steps/kinds';
import type { StepContext } from './steps/kind';
import type { SchemaStep } from './steps/step';
import { fingerprintOf, type InstallMemory } from './unchanged';

/** What an install knows beside what it is asked for. */
export interface InstallPorts {
  /** What is installed until then. */
  current: () => Registry;
  memory: InstallMemory;
  /** What the rooms keep of addons follows a new name. */
  bookkeeping: readonly Bookkeeping[];
}

/** The texts of an addon as the database can hold them. */
function cleanRequest(request: InstallRequest): InstallRequest {
  const { manifest, locales, settings, backend, templateFiles } = request;
  return {
    ...request,
    manifest: cleanValue(manifest) as ManifestV3,
    locales: cleanValue(locales) as InstallRequest['locales'],
    ...(settings !== undefined && { settings: cleanValue(settings) as Record<string, unknown> }),
    ...(backend !== undefined && { backend: cleanValue(backend) as NonNullable<InstallRequest['backend']> }),
    ...(templateFiles !== undefined && { templateFiles: cleanValue(templateFiles) as Record<string, string> }),
  };
}

/** Refuses what can be refused without the database; answers the request as the database can hold it. */
function acceptable(given: InstallRequest): InstallRequest {
  // NUL and half a surrogate pair have no place in the database; the check tells of both.
  const request = cleanRequest(given);
  const { manifest, organizationIds } = request;
  const { key } = manifest.metadata;
  if (isReservedKey(key)) throw installError('key_reserved', { key });
  for (const organizationId of organizationIds) schemaOf(manifest, organizationId);
  return request;
}

/** Reads what is there and plans. @throws KernelError what refuses the install */
async function planned(session: Session, request: InstallRequest): Promise<Plan> {
  if (request.development !== true)
    for (const organizationId of request.organizationIds) await refuseUnready(session, request.manifest, organizationId);
  return plan(await facts(session, request), request);
}

const contextOf = (
  session: Session,
  request: InstallRequest,
  { current, bookkeeping }: InstallPorts,
  notes: InstallNote[],
): StepContext => ({
  session,
  request,
  setAside: current().setAside.map((one) => one.addonKey),
  bookkeeping,
  notes,
  oldHashes: {},
});

/** An index of a `unique` rule that rows stood in the way of was not made. */
function madeOf(steps: Plan['steps'], ran: readonly RanStep[]): SchemaStep[] {
  return steps.flatMap(({ step }, at) => {
    const isLeftOut = step.kind === 'create-index' && ran[at]?.output !== '';
    return isSchemaStep(step) && !isLeftOut ? [step] : [];
  });
}

/**
 * Installs a manifest for organizations, or brings the installed one to this manifest's state: for all of them, or for none. One
 * that is installed already, and whose traces nobody touched, sends one statement.
 * @throws KernelError with a code of `InstallErrorCode` (messages.ts); nothing was changed then but the ledger
 */
export async function install(
  database: Database,
  given: InstallRequest,
  ports: InstallPorts,
  onChanged: (registry: Registry) => void,
): Promise<InstallResult> {
  const request = acceptable(given);
  const { manifest, organizationIds } = request;
  const { key: addonKey, version } = manifest.metadata;
  const text = JSON.stringify(request);
  const known = ports.memory.get(addonKey);
  if (known?.request === text && (await isStill(database, request, known.fingerprint)))
    return {
      plan: { addonKey, version, steps: [] },
      oldHashes: Object.fromEntries(organizationIds.map((id) => [id, request.manifestHash])),
      newHash: request.manifestHash,
      notes: [],
    };
  ports.memory.delete(addonKey);
  const began = performance.now();
  const ran: RanStep[] = [];
  const entry = { operation: 'install', addonKey, version, organizationId: null, userId: null };
  try {
    const { fingerprint, ...result } = await changing(
      database,
      onChanged,
      ownOrigin('install', `${addonKey}@${version}`),
      async (session) => {
        const { steps, notes } = await planned(session, request);
        const context = contextOf(session, request, ports, notes);
        await run(context, steps, ran);
        await writeLedger(session, { ...entry, durationMs: performance.now() - began, outcome: 'done', message: '', steps: ran });
        return {
          plan: { addonKey, version, steps: madeOf(steps, ran) },
          oldHashes: context.oldHashes,
          newHash: request.manifestHash,
          notes: context.notes,
          // What rows stood in the way of is tried again by the next install, whatever it is.
          fingerprint: context.notes.length > 0 ? null : await fingerprintOf(session, manifest, organizationIds),
        };
      },
    );
    if (fingerprint !== null) ports.memory.set(addonKey, { request: text, fingerprint });
    return result;
  } catch (error) {
    // What was refused before its first step is no operation.
    if (ran.length > 0)
      await noteFailure(database, {
        ...entry,
        durationMs: performance.now() - began,
        outcome: 'failed',
        message: messageOf(error),
        steps: ran,
      });
    throw error;
  }
}

/** A failure is written down where that can be done; why the operation failed is the error that is told. */
export async function noteFailure(database: Database, entry: Parameters<typeof writeLedger>[1]): Promise<void> {
  try {
    await database.asOwner((session) => writeLedger(session, entry));
  } catch {
    // A broken engine or a full disk refuses this too: the operation's own error says so.
  }
}

/**
 * Does everything an install would do and takes it back.
 * @throws KernelError as `install`
 */
export async function rehearse(database: Database, given: InstallRequest, ports: InstallPorts): Promise<Rehearsal> {
  const request = acceptable(given);
  return rehearsing(database, request, async (session, ran) => {
    const made = await planned(session, request);
    const context = contextOf(session, request, ports, [...made.notes]);
    await run(context, made.steps, ran);
    return { plan: made, notes: context.notes };
  });
}

/** Whether everything is as the install left it that had this fingerprint; not, too, where it cannot be told. */
const isStill = (database: Database, { manifest, organizationIds }: InstallRequest, fingerprint: string): Promise<boolean> =>
  database
    .asOwner((session) => fingerprintOf(session, manifest, organizationIds))
    .then(
      (now) => now === fingerprint,
      // A table that has seed rows may be gone.
      (error: unknown) => {
        if (error instanceof SqlError) return false;
        throw error;
      },
    );
