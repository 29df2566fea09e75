/** Runs a plan: one transaction from the first statement to the installation row. Any failure leaves the host as it was. */
import type { ManifestV3 } from '../../schemas';
import type { Bookkeeping, Renamed } from '../database/bookkeeping';
import { type Database, type Session, SqlError } from '../database/port';
import { isReservedKey } from '../contract/reserved-keys';
import { cleanValue } from '../values/text';
import type { ForeignKeyAt } from './catalogue';
import { changing } from './changing';
import { extensionsOf, extensionTargets } from './extension-targets';
import { readFacts } from './facts';
import { refuseUnready } from './guards';
import { recordInstallation } from './installation-row';
import { installedSchema, saveState } from './installed-state';
import { installError } from './messages';
import type { InstallNote } from './notes';
import { planSteps, stateAfter } from './plan';
import { ownOrigin } from '../journal/origin';
import { noteOperation } from '../journal/tables';
import type { Registry } from '../installed/registry';
import { installRoles } from './roles';
import { planRenames, renamedModels } from './renames';
import type { InstallRequest, InstallResult } from './request';
import { runStep, seedFailed, stepFailed } from './run-step';
import { schemaOf } from '../schema/schema-of';
import type { SchemaState } from '../schema/state';
import { seedStatements } from './seed';
import type { Step } from './steps/step';
import { fingerprintOf, type InstallMemory } from './unchanged';
import { refuseUnfit } from './unfit-values';

/** What an install knows beside what it is asked for. */
export interface InstallPorts {
  /** What is installed until then. */
  current: () => Registry;
  memory: InstallMemory;
  /** What the rooms keep of addons follows a new name. */
  bookkeeping: readonly Bookkeeping[];
}

/** What is to be done in one schema. */
interface SchemaPlan {
  steps: Step[];
  notes: InstallNote[];
  /** What to remember once it is done. */
  state: SchemaState;
}

/** Reads what is there, and plans; changes nothing. @throws KernelError `schema_taken`, `needs_rebuild`, `values_do_not_fit`, `values_not_computed` */
async function planSchema(session: Session, request: InstallRequest, wanted: SchemaState, extensions: ForeignKeyAt[]): Promise<SchemaPlan> {
  const installed = await installedSchema(session, wanted.schema);
  const addon = request.manifest.metadata.key;
  // Names of schemas are made of keys, and two can meet: “a_11111111” is where “a” keeps what an organization has by itself.
  if (installed && installed.addonKey !== addon)
    throw installError('schema_taken', { addon, owner: installed.addonKey, schema: wanted.schema });
  const renamed = planRenames(installed?.state ?? null, wanted, request.renames ?? []);
  const newName = (table: string) =>
    renamed.steps.reduce((name, step) => (step.kind === 'rename-table' && step.table === name ? step.to : name), table);
  const pointing = (installed?.pointing ?? []).map((key) => ({
    ...key,
    foreignKey: { ...key.foreignKey, table: newName(key.foreignKey.table) },
  }));
  const planned = (ask?: Parameters<typeof planSteps>[2]) => planSteps(renamed.state, wanted, ask, { pointing, wanted: extensions });
  const { steps, notes } = planned(await readFacts(session, renamed.steps, planned));
  await refuseUnfit(session, request.manifest, renamed.steps, steps);
  return { steps: [...renamed.steps, ...steps], notes, state: stateAfter(renamed.state, wanted, steps) };
}

/** An index of a `unique` rule: rows that break the rule are reported, and the rest goes on. */
const isTolerant = (step: Step): boolean => step.kind === 'create-index' && step.index.rule !== undefined;

/** Runs the steps; adds those that were done to `done` and what to tell to `notes`. */
async function runSteps(session: Session, steps: readonly Step[], done: Step[], notes: InstallNote[]): Promise<void> {
  for (const step of steps) {
    try {
      if (isTolerant(step)) await session.savepoint(() => runStep(session, step));
      else await runStep(session, step);
      done.push(step);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      if (step.kind !== 'create-index' || step.index.rule === undefined) throw stepFailed(step, error);
      notes.push({ code: 'rule_not_enforced', table: step.table, column: step.index.rule.field });
    }
  }
}

/** The rename that a step was, as the rooms are told of it; none for any other step. */
const tableRenamed = (addonKey: string, step: Step): Renamed[] =>
  step.kind === 'rename-table' ? [{ kind: 'table', addonKey, schema: step.schema, from: step.table, to: step.to }] : [];

async function followRenames(session: Session, bookkeeping: readonly Bookkeeping[], renames: readonly Renamed[]): Promise<void> {
  for (const renamed of renames) for (const room of bookkeeping) await room.onRename?.(session, renamed);
}

async function runSeeds(session: Session, manifest: ManifestV3, organizationId: string): Promise<void> {
  for (const { table, statement } of seedStatements(manifest, schemaOf(manifest, organizationId), organizationId)) {
    try {
      await session.run(statement);
    } catch (error) {
      throw error instanceof SqlError ? seedFailed(table, error) : error;
    }
  }
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

/** The plan of each schema that `organizationIds` need: several where every organization has its own. */
async function planSchemas(session: Session, request: InstallRequest): Promise<Map<string, SchemaPlan>> {
  const { manifest, organizationIds } = request;
  const plans = new Map<string, SchemaPlan>();
  for (const organizationId of organizationIds) {
    const { targets, setAside } = await extensionTargets(session, manifest, organizationId);
    const wanted = schemaOf(manifest, organizationId, targets);
    if (plans.has(wanted.schema)) continue;
    const plan = await planSchema(session, request, wanted, await extensionsOf(session, manifest, organizationId));
    const waiting = setAside.map((table): InstallNote => ({ code: 'extended_set_aside', table }));
    plans.set(wanted.schema, { ...plan, notes: [...plan.notes, ...waiting] });
  }
  return plans;
}

/**
 * Installs a manifest for organizations, or brings the installed one to this manifest's state: for all of them, or for none. One
 * that is installed already, and whose traces nobody touched, sends one statement.
 * @throws KernelError with a code of `InstallErrorCode` (messages.ts); nothing was changed then
 */
export async function install(
  database: Database,
  given: InstallRequest,
  { current, memory, bookkeeping }: InstallPorts,
  onChanged: (registry: Registry) => void,
): Promise<InstallResult> {
  // NUL and half a surrogate pair have no place in the database; the check tells of both.
  const request = cleanRequest(given);
  const { manifest, organizationIds } = request;
  const { key: addonKey, version } = manifest.metadata;
  // Refuses what can be refused without the database.
  if (isReservedKey(addonKey)) throw installError('key_reserved', { key: addonKey });
  for (const organizationId of organizationIds) schemaOf(manifest, organizationId);
  const text = JSON.stringify(request);
  const known = memory.get(addonKey);
  if (known?.request === text && (await isStill(database, request, known.fingerprint)))
    return {
      plan: { addonKey, version, steps: [] },
      oldHashes: Object.fromEntries(organizationIds.map((id) => [id, request.manifestHash])),
      newHash: request.manifestHash,
      notes: [],
    };
  memory.delete(addonKey);
  const { fingerprint, ...result } = await changing(
    database,
    onChanged,
    ownOrigin('install', `${addonKey}@${version}`),
    async (session) => {
      if (request.development !== true)
        for (const organizationId of organizationIds) await refuseUnready(session, manifest, organizationId);
      const plans = [...(await planSchemas(session, request)).values()];
      const notes = plans.flatMap((plan) => plan.notes);
      const steps: Step[] = [];
      if (plans.some((plan) => plan.steps.length > 0)) await noteOperation(session);
      for (const plan of plans) {
        await runSteps(session, plan.steps, steps, notes);
        await saveState(session, addonKey, plan.state);
      }
      await followRenames(session, bookkeeping, [
        ...steps.flatMap((step) => tableRenamed(addonKey, step)),
        ...renamedModels(manifest, request.renames ?? []),
      ]);
      const oldHashes: Record<string, string> = {};
      const setAside = current().setAside.map((one) => one.addonKey);
      for (const organizationId of organizationIds) {
        await runSeeds(session, manifest, organizationId);
        await installRoles(session, manifest, organizationId);
        oldHashes[organizationId] = await recordInstallation(session, request, organizationId, setAside);
      }
      return {
        plan: { addonKey, version, steps },
        oldHashes,
        newHash: request.manifestHash,
        notes: distinct(notes),
        // What rows stood in the way of is tried again by the next install, whatever it is.
        fingerprint: notes.length > 0 ? null : await fingerprintOf(session, manifest, organizationIds),
      };
    },
  );
  if (fingerprint !== null) memory.set(addonKey, { request: text, fingerprint });
  return result;
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

/** The tables of several organizations have the same to tell of. */
const distinct = (notes: readonly InstallNote[]): InstallNote[] => [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
