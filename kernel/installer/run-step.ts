/** Runs one step of a plan, with the checks that need to see rows. */
import type { Session, SqlError } from '../database/port';
import { compile, ddl, sql, tableId, type Fragment } from '../database/sql';
import { KernelError } from '../errors';
import type { ColumnState, SchemaState } from './schema-state';
import { lossCheck, statementsOf } from './steps/statements';
import type { Step } from './steps/step';

/** Table and column of a step, as a person knows them. */
function placeOf(step: Step): string {
  if (!('table' in step)) return step.kind === 'drop-index' ? step.index : step.schema;
  const table = typeof step.table === 'string' ? step.table : step.table.name;
  if (!('column' in step)) return table;
  return `${table}.${typeof step.column === 'string' ? step.column : step.column.name}`;
}

/** What PostgreSQL refused during an install, with the place a person knows. */
export function installFailed(place: string, cause: SqlError, details: Record<string, unknown>): KernelError {
  return new KernelError('install_failed', `${place}: ${cause.message}. Nothing was changed.`, {
    cause,
    details: { ...details, sqlState: cause.fault.sqlState },
  });
}

export const stepFailed = (step: Step, cause: SqlError): KernelError => installFailed(placeOf(step), cause, { step });

const hasRow = async (session: Session, query: Fragment): Promise<boolean> => (await session.run(compile(query))).rows.length > 0;

/** Whether a column holds anything but empty values and its own default. */
function holdsValues(session: Session, step: { schema: string; table: string }, column: ColumnState): Promise<boolean> {
  const name = sql.id(column.name);
  const own = column.default === null ? sql`` : sql` and ${name} is distinct from ${sql.raw(column.default)}::${sql.raw(column.type)}`;
  return hasRow(session, sql`select 1 from ${tableId(step.schema, step.table)} where ${name} is not null${own} limit 1`);
}

/**
 * Drops a column or table that the manifest no longer names, when it holds nothing a person entered; says whether it did.
 * Every letter typed into a name in the editor would leave a column behind otherwise.
 */
export async function dropEmpty(session: Session, step: Step, state: SchemaState): Promise<boolean> {
  if (step.kind !== 'park-column' && step.kind !== 'park-table') return false;
  const id = tableId(step.schema, step.table);
  const table = state.tables.find((other) => other.name === step.table);
  if (!table) return false;
  if (step.kind === 'park-table') {
    if (await hasRow(session, sql`select 1 from ${id} limit 1`)) return false;
    await session.script(ddl(sql`drop table ${id} cascade`));
    state.tables = state.tables.filter((other) => other !== table);
    return true;
  }
  const column = table.columns.find((other) => other.name === step.column);
  if (!column || (await holdsValues(session, step, column))) return false;
  await session.script(ddl(sql`alter table ${id} drop column ${sql.id(column.name)}`));
  table.columns = table.columns.filter((other) => other !== column);
  return true;
}

/** @throws KernelError `values_do_not_fit` when the step would change or lose what rows hold */
async function refuseLoss(session: Session, step: Step, before: SchemaState | null): Promise<void> {
  const refuse = (reason: string) =>
    new KernelError('values_do_not_fit', `${placeOf(step)}: ${reason} Nothing was changed.`, { details: { step } });
  if (step.kind === 'alter-column-type') {
    const check = lossCheck(step);
    if (check !== null && (await session.run({ sql: check, parameters: [] })).rows.length > 0)
      throw refuse(`rows hold values that ${step.to} cannot keep.`);
  }
  if (step.kind === 'drop-column') {
    const column = before?.tables.find((table) => table.name === step.table)?.columns.find((other) => other.name === step.column);
    if (column && !column.generated && (await holdsValues(session, step, column)))
      throw refuse('the column holds values and cannot become a computed one.');
  }
}

/** Runs the statements of a step. @throws KernelError `values_do_not_fit`, SqlError when PostgreSQL refuses */
export async function runStep(session: Session, step: Step, before: SchemaState | null): Promise<void> {
  await refuseLoss(session, step, before);
  for (const statement of statementsOf(step)) await session.script(statement);
}

/**
 * Drops tables whose primary key or tenancy column changes, when they are empty, so that the plan makes them anew.
 * @returns what is installed after that
 * @throws KernelError `needs_rebuild` for a table that holds rows
 */
export async function dropForRebuild(session: Session, from: SchemaState | null, to: SchemaState): Promise<SchemaState | null> {
  if (!from) return null;
  const changed = from.tables.filter((old) => {
    const table = to.tables.find((other) => other.name === old.name);
    return table && (old.tenantColumn !== table.tenantColumn || old.primaryKey.join() !== table.primaryKey.join());
  });
  for (const table of changed) {
    const id = tableId(from.schema, table.name);
    if (await hasRow(session, sql`select 1 from ${id} limit 1`)) {
      throw new KernelError(
        'needs_rebuild',
        `${table.name}: a change of the primary key or of the tenancy column needs the table to be built anew. Reset the addon's data to go on.`,
        { details: { table: table.name } },
      );
    }
    await session.script(ddl(sql`drop table ${id} cascade`));
  }
  const gone = new Set(changed.map((table) => table.name));
  return {
    schema: from.schema,
    tables: from.tables
      .filter((table) => !gone.has(table.name))
      // The foreign keys of other tables that pointed at a dropped one went with it.
      .map((table) => ({ ...table, foreignKeys: table.foreignKeys.filter((key) => !gone.has(key.table)) })),
  };
}
