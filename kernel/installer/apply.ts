/** Runs a plan: one transaction from the first statement to the installation row. Any failure leaves the host as it was. */
import type { ManifestV3 } from '../../schemas';
import { type Database, type Session, SqlError } from '../database/port';
import { compile, ddl, sql, tableId } from '../database/sql';
import { KernelError } from '../errors';
import { type InstallNote, noteFor } from './notes';
import { planSteps, stateAfter } from './plan';
import { type SchemaState, schemaOf } from './schema-state';
import { seedStatements } from './seed';
import { statementsOf } from './steps/statements';
import type { Plan, Step } from './steps/step';

export interface InstallRequest {
  manifest: ManifestV3;
  /** `sha256:` and the hex digest of the manifest's bytes. */
  manifestHash: string;
  organizationId: string;
  /** Flattened translations by locale: `{ es: { 'tickets.title': 'Tickets' } }`. */
  locales: Record<string, Record<string, string>>;
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
const TOLERANT: ReadonlySet<Step['kind']> = new Set(['set-not-null']);

async function runStep(session: Session, step: Step): Promise<void> {
  for (const statement of statementsOf(step)) await session.script(statement);
}

/**
 * Drops a column or table that the manifest no longer names, when it holds nothing a person entered; says whether it did.
 * Every letter typed into a name in the editor would leave a column behind otherwise.
 */
async function dropEmpty(session: Session, step: Step, state: SchemaState): Promise<boolean> {
  if (step.kind !== 'park-column' && step.kind !== 'park-table') return false;
  const id = tableId(step.schema, step.table);
  const table = state.tables.find((other) => other.name === step.table);
  if (!table) return false;
  if (step.kind === 'park-table') {
    const { rows } = await session.run(compile(sql`select 1 from ${id} limit 1`));
    if (rows.length > 0) return false;
    await session.script(ddl(sql`drop table ${id} cascade`));
    state.tables = state.tables.filter((other) => other !== table);
    return true;
  }
  const column = table.columns.find((other) => other.name === step.column);
  if (!column) return false;
  const name = sql.id(column.name);
  const untouched =
    column.default === null
      ? sql`${name} is not null`
      : sql`${name} is distinct from ${sql.raw(column.default)}::${sql.raw(column.type)} and ${name} is not null`;
  const { rows } = await session.run(compile(sql`select 1 from ${id} where ${untouched} limit 1`));
  if (rows.length > 0) return false;
  await session.script(ddl(sql`alter table ${id} drop column ${name}`));
  table.columns = table.columns.filter((other) => other !== column);
  return true;
}

/** The sentence of a step that PostgreSQL refused, with the table and column a person knows. */
function stepFailed(step: Step, cause: SqlError): KernelError {
  const place =
    'table' in step
      ? `${typeof step.table === 'string' ? step.table : step.table.name}${'column' in step && typeof step.column === 'string' ? `.${step.column}` : ''}`
      : step.schema;
  return new KernelError('install_failed', `${place}: ${cause.message}. Nothing was changed.`, {
    cause,
    details: { step, sqlState: cause.fault.sqlState },
  });
}

function withoutNotNull(state: SchemaState, step: Step): void {
  if (step.kind !== 'set-not-null') return;
  const column = state.tables.find((table) => table.name === step.table)?.columns.find((c) => c.name === step.column);
  // The stored state says what is there, so the next change tries again.
  if (column) column.notNull = false;
}

async function installedState(session: Session, schema: string): Promise<SchemaState | null> {
  const { rows } = await session.run<{ state: SchemaState }>(
    compile(sql`select state from metacore.addon_schemas where schema = ${schema}`),
  );
  return rows[0]?.state ?? null;
}

function refuseRebuild(from: SchemaState | null, to: SchemaState): void {
  for (const table of to.tables) {
    const before = from?.tables.find((other) => other.name === table.name);
    if (!before) continue;
    if (before.tenantColumn !== table.tenantColumn || before.primaryKey.join() !== table.primaryKey.join()) {
      throw new KernelError(
        'needs_rebuild',
        `${table.name}: a change of the primary key or of the tenancy column needs the table to be built anew. Reset the addon's data to go on.`,
        { details: { table: table.name } },
      );
    }
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Defaults that are declared; a setting the organization changed keeps its value. */
function mergedSettings(manifest: ManifestV3, current: Record<string, unknown>): Record<string, unknown> {
  const defaults = (manifest.settings ?? []).filter((setting) => isGiven(setting.default));
  return { ...Object.fromEntries(defaults.map((setting) => [setting.key, setting.default])), ...current };
}

/**
 * Installs a manifest for an organization, or brings the installed one to this manifest's state.
 * @throws KernelError `install_failed`, `needs_rebuild`, `unsafe_default`, `unknown_column_type`; nothing was changed then
 */
export async function install(database: Database, request: InstallRequest): Promise<InstallResult> {
  const { manifest, organizationId } = request;
  const wanted = schemaOf(manifest);
  const addonKey = manifest.metadata.key;
  return database.asOwner(async (session) => {
    const installed = await installedState(session, wanted.schema);
    refuseRebuild(installed, wanted);
    const steps = planSteps(installed, wanted);
    const state = stateAfter(installed, wanted);
    const notes: InstallNote[] = [];
    for (const step of steps) {
      try {
        if (await dropEmpty(session, step, state)) continue;
        if (TOLERANT.has(step.kind)) await session.savepoint(() => runStep(session, step));
        else await runStep(session, step);
        const note = noteFor(step, null);
        if (note) notes.push(note);
      } catch (error) {
        if (!(error instanceof SqlError)) throw error;
        if (!TOLERANT.has(step.kind)) throw stepFailed(step, error);
        withoutNotNull(state, step);
        const note = noteFor(step, error);
        if (note) notes.push(note);
      }
    }
    for (const statement of seedStatements(manifest, wanted, organizationId)) await session.run(statement);
    await session.run(
      compile(sql`insert into metacore.addon_schemas (schema, addon_key, state) values (${wanted.schema}, ${addonKey}, ${JSON.stringify(state)})
        on conflict (schema) do update set state = excluded.state`),
    );
    const { rows } = await session.run<InstallationRow>(
      compile(
        sql`select manifest_hash, settings from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey}`,
      ),
    );
    const before = rows[0];
    const source = manifest.frontend?.format === 'federation' ? 'federated' : 'bundle';
    await session.run(
      compile(sql`insert into public.metacore_installations
          (organization_id, addon_key, version, status, source, settings, manifest_hash, manifest, locales, enabled_at)
        values (${organizationId}, ${addonKey}, ${manifest.metadata.version}, 'enabled', ${source},
          ${JSON.stringify(mergedSettings(manifest, before?.settings ?? {}))}, ${request.manifestHash}, ${JSON.stringify(manifest)}, ${JSON.stringify(request.locales)}, now())
        on conflict (organization_id, addon_key) do update set version = excluded.version, status = excluded.status, source = excluded.source,
          settings = excluded.settings, manifest_hash = excluded.manifest_hash, manifest = excluded.manifest, locales = excluded.locales`),
    );
    return {
      plan: { addonKey, version: manifest.metadata.version, steps },
      oldHash: before?.manifest_hash ?? '',
      newHash: request.manifestHash,
      notes,
    };
  });
}

/** Drops everything an addon owns in the database: its schema with every row, and its installation rows. */
export async function removeData(database: Database, addonKey: string, schema: string): Promise<void> {
  await database.asOwner(async (session) => {
    await session.run(compile(sql`drop schema if exists ${sql.id(schema)} cascade`));
    await session.run(compile(sql`delete from metacore.addon_schemas where schema = ${schema}`));
    await session.run(compile(sql`delete from public.metacore_installations where addon_key = ${addonKey}`));
  });
}
