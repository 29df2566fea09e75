/** Runs a plan: one transaction from the first statement to the installation row. Any failure leaves the host as it was. */
import type { ManifestV3 } from '../../schemas';
import { type Database, type Session, SqlError } from '../database/port';
import { compile, sql } from '../database/sql';
import { isReservedKey } from '../contract/reserved-keys';
import { KernelError } from '../errors';
import { cleanValue } from '../values/text';
import { extensionTargets } from './extension-targets';
import { installedState, saveState, schemasOf } from './installed-state';
import { type InstallNote, noteFor } from './notes';
import { planSteps, stateAfter } from './plan';
import { loadRegistry, type Registry } from './registry';
import { installRoles, removeRoles } from './roles';
import { renameCounters } from './rename-counters';
import { planRenames, type Rename } from './renames';
import { dropEmpty, dropForRebuild, installFailed, runStep, stepFailed } from './run-step';
import { type SchemaState, schemaOf } from './schema-state';
import { forgetJobs } from '../dynamic/transfer/jobs/store';
import { forgetSeedRuns } from '../seed/run-store';
import { seedStatements } from './seed';
import type { Plan, Step } from './steps/step';

export interface InstallRequest {
  manifest: ManifestV3;
  /** `sha256:` and the hex digest of the manifest's bytes. */
  manifestHash: string;
  organizationId: string;
  /** Whether the organization has this addon alone from now on: others answer no more, and their rows stay for the day they are installed again. */
  alone?: boolean;
  /** Flattened translations by locale: `{ es: { 'tickets.title': 'Tickets' } }`. */
  locales: Record<string, Record<string, string>>;
  /** What the author renamed since the addon was installed, oldest first; values move along. */
  renames?: readonly Rename[];
  /** Settings of the project that a v3 manifest cannot say. */
  backend?: {
    /** `Model.action` of the actions with a `wasm` handler that run in one transaction (`run_in_tx` of v2). */
    runInTx?: string[];
  };
  /** The bundle's JSON files by path; those that the manifest names as a `payload_schema` are kept. */
  schemaFiles?: Record<string, string>;
  /** The bundle's HTML files by path; those that the manifest names as a document's template are kept. */
  templateFiles?: Record<string, string>;
}

export interface InstallResult {
  plan: Plan;
  /** Hash of the manifest that was installed before; empty on the first install. */
  oldHash: string;
  newHash: string;
  /** What a person should know: rows that kept a column from becoming required, columns that were parked. */
  notes: InstallNote[];
}

interface InstallationRow {
  manifest_hash: string;
  settings: Record<string, unknown>;
}

/** Steps that rows may stand in the way of: their failure is reported, the rest goes on. */
const isTolerant = (step: Step): boolean => step.kind === 'set-not-null' || (step.kind === 'create-index' && step.index.rule !== undefined);

/** The stored state says what is there, so the next change tries again. */
function withoutStep(state: SchemaState, step: Step): void {
  if (!('table' in step)) return;
  const table = state.tables.find((other) => other.name === step.table);
  if (!table) return;
  if (step.kind === 'create-index') table.indexes = table.indexes.filter((index) => index.name !== step.index.name);
  const column = step.kind === 'set-not-null' ? table.columns.find((other) => other.name === step.column) : undefined;
  if (column) column.notNull = false;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Defaults that are declared; a setting the organization changed keeps its value. */
function mergedSettings(manifest: ManifestV3, current: Record<string, unknown>): Record<string, unknown> {
  const defaults = (manifest.settings ?? []).filter((setting) => isGiven(setting.default));
  return { ...Object.fromEntries(defaults.map((setting) => [setting.key, setting.default])), ...current };
}

/** Runs the steps and corrects `state` where a tolerant one failed or an empty column went; answers what to tell. */
async function runSteps(session: Session, steps: readonly Step[], before: SchemaState | null, state: SchemaState): Promise<InstallNote[]> {
  const notes: InstallNote[] = [];
  for (const step of steps) {
    let failure: SqlError | null = null;
    try {
      if (await dropEmpty(session, step, state)) continue;
      if (isTolerant(step)) await session.savepoint(() => runStep(session, step, before));
      else await runStep(session, step, before);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      if (!isTolerant(step)) throw stepFailed(step, error);
      withoutStep(state, step);
      failure = error;
    }
    const note = noteFor(step, failure);
    if (note) notes.push(note);
  }
  return notes;
}

async function runRename(session: Session, step: Step): Promise<void> {
  try {
    await runStep(session, step, null);
  } catch (error) {
    throw error instanceof SqlError ? stepFailed(step, error) : error;
  }
}

async function runSeeds(session: Session, manifest: ManifestV3, state: SchemaState, organizationId: string): Promise<void> {
  for (const { table, statement } of seedStatements(manifest, state, organizationId)) {
    try {
      await session.run(statement);
    } catch (error) {
      throw error instanceof SqlError ? installFailed(`seed of ${table}`, error, {}) : error;
    }
  }
}

/** The schemas of published events; a file that is missing or no JSON checks nothing. */
function eventSchemas({ manifest, schemaFiles = {} }: InstallRequest): Record<string, unknown> {
  const paths = (manifest.extension_points?.events ?? []).flatMap(({ payload_schema: path }) => (path === undefined ? [] : [path]));
  return Object.fromEntries(
    paths.flatMap((path) => {
      try {
        return Object.hasOwn(schemaFiles, path) ? [[path, cleanValue(JSON.parse(schemaFiles[path] ?? ''))]] : [];
      } catch {
        return [];
      }
    }),
  );
}

/** Longest template, in characters; a longer one is not kept, so its document has none. */
const MAX_TEMPLATE_CHARS = 256 * 1024;

function documentTemplates({ manifest, templateFiles = {} }: InstallRequest): Record<string, string> {
  return Object.fromEntries(
    (manifest.contributions?.documents ?? []).flatMap(({ template: path }) => {
      const text = Object.hasOwn(templateFiles, path) ? templateFiles[path] : undefined;
      return text !== undefined && text.length <= MAX_TEMPLATE_CHARS ? [[path, text]] : [];
    }),
  );
}

/** Writes the installation row; answers the hash of the manifest that was there before. */
async function recordInstallation(session: Session, request: InstallRequest): Promise<string> {
  const { manifest, organizationId } = request;
  const addonKey = manifest.metadata.key;
  const { rows } = await session.run<InstallationRow>(
    compile(
      sql`select manifest_hash, settings from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey}`,
    ),
  );
  const before = rows[0];
  const source = manifest.frontend?.format === 'federation' ? 'federated' : 'bundle';
  await session.run(
    compile(sql`insert into public.metacore_installations
        (organization_id, addon_key, version, status, source, settings, manifest_hash, manifest, locales, backend, event_schemas, document_templates, enabled_at)
      values (${organizationId}, ${addonKey}, ${manifest.metadata.version}, 'enabled', ${source},
        ${JSON.stringify(mergedSettings(manifest, before?.settings ?? {}))}, ${request.manifestHash}, ${JSON.stringify(manifest)}, ${JSON.stringify(request.locales)}, ${JSON.stringify(request.backend ?? {})}, ${JSON.stringify(eventSchemas(request))}, ${JSON.stringify(documentTemplates(request))}, now())
      on conflict (organization_id, addon_key) do update set version = excluded.version, status = excluded.status, source = excluded.source,
        settings = excluded.settings, manifest_hash = excluded.manifest_hash, manifest = excluded.manifest, locales = excluded.locales, backend = excluded.backend, event_schemas = excluded.event_schemas, document_templates = excluded.document_templates`),
  );
  if (request.alone === true)
    await session.run(
      compile(sql`update public.metacore_installations set status = 'disabled'
        where organization_id = ${organizationId} and addon_key <> ${addonKey} and status = 'enabled'`),
    );
  return before?.manifest_hash ?? '';
}

/** What an operation that changes what is installed leads to, and what is installed then. */
interface Outcome<T> {
  value: T;
  registry: Registry;
}

/**
 * One transaction that changes what is installed. `onChanged` hears of what is installed then with the commit, before the next
 * operation has its turn: nobody sees the one without the other.
 */
async function changing<T>(
  database: Database,
  onChanged: (registry: Registry) => void,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { value } = await database.asOwner(
    async (session): Promise<Outcome<T>> => ({ value: await work(session), registry: await loadRegistry(session) }),
    ({ registry }) => onChanged(registry),
  );
  return value;
}

/** The texts of an addon as the database can hold them. */
function cleanRequest(request: InstallRequest): InstallRequest {
  const { manifest, locales, backend, templateFiles } = request;
  return {
    ...request,
    manifest: cleanValue(manifest) as ManifestV3,
    locales: cleanValue(locales) as InstallRequest['locales'],
    ...(backend !== undefined && { backend: cleanValue(backend) as NonNullable<InstallRequest['backend']> }),
    ...(templateFiles !== undefined && { templateFiles: cleanValue(templateFiles) as Record<string, string> }),
  };
}

/**
 * Installs a manifest for an organization, or brings the installed one to this manifest's state.
 * @throws KernelError `key_reserved`, `install_failed`, `values_do_not_fit`, `needs_rebuild`, and what `schemaOf` refuses; nothing was
 * changed then
 */
export async function install(database: Database, given: InstallRequest, onChanged: (registry: Registry) => void): Promise<InstallResult> {
  // NUL and half a surrogate pair have no place in the database; the check tells of both.
  const request = cleanRequest(given);
  const { manifest, organizationId } = request;
  const addonKey = manifest.metadata.key;
  // Refuses what can be refused without the database.
  if (isReservedKey(addonKey)) throw new KernelError('key_reserved', `"${addonKey}" is the host's own name: no addon is installed as it`);
  schemaOf(manifest, organizationId);
  return changing(database, onChanged, async (session) => {
    const wanted = schemaOf(manifest, organizationId, await extensionTargets(session, manifest, organizationId));
    const renamed = planRenames(await installedState(session, wanted.schema), wanted, request.renames ?? []);
    for (const step of renamed.steps) await runRename(session, step);
    const installed = await dropForRebuild(session, renamed.state, wanted);
    const steps = [...renamed.steps, ...planSteps(installed, wanted)];
    const state = stateAfter(installed, wanted);
    const notes = await runSteps(session, steps.slice(renamed.steps.length), installed, state);
    await renameCounters(session, manifest, request.renames ?? []);
    await runSeeds(session, manifest, wanted, organizationId);
    await installRoles(session, manifest, organizationId);
    await saveState(session, addonKey, state);
    return {
      plan: { addonKey, version: manifest.metadata.version, steps },
      oldHash: await recordInstallation(session, request),
      newHash: request.manifestHash,
      notes,
    };
  });
}

/** Drops everything an addon owns in the database: its schemas with every row, and its installation rows. */
export async function removeData(database: Database, addonKey: string, onChanged: (registry: Registry) => void): Promise<void> {
  await changing(database, onChanged, async (session) => {
    for (const schema of await schemasOf(session, addonKey))
      await session.run(compile(sql`drop schema if exists ${sql.id(schema)} cascade`));
    await session.run(compile(sql`delete from metacore.addon_schemas where addon_key = ${addonKey}`));
    await removeRoles(session, addonKey);
    for (const table of ['sequences', 'event_deliveries', 'action_answers', 'meters'])
      await session.run(compile(sql`delete from ${sql.id('metacore', table)} where addon_key = ${addonKey}`));
    await forgetSeedRuns(session, addonKey);
    await forgetJobs(session, addonKey);
    await session.run(compile(sql`delete from metacore.approvals where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from public.metacore_installations where addon_key = ${addonKey}`));
  });
}
