/** Unique rules whose index could not be built because rows stand in the way: what they are, and another try. */
import { type Database, SqlError } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import type { DynamicModel } from '../installed/model';
import { installedState } from './installed-state';
import { rulePredicate } from '../schema/index-predicate';
import type { InstalledAddon } from '../installed/registry';
import { statementsOf } from './steps/kinds';
import { schemaOf } from '../schema/schema-of';
import type { IndexState, UniqueRule } from '../schema/state';

/** Groups of duplicates that are listed of one rule, and rows of one group. */
const MAX_GROUPS = 100;
const MAX_ROWS = 50;

export interface RuleReport {
  error_key: string;
  columns: string[];
  field: string;
  /** Whether the database refuses duplicates by now. */
  materialized: boolean;
  duplicates: { values: Record<string, unknown>; count: number; ids: string[] }[];
}

type RuleIndex = IndexState & { rule: UniqueRule };

const isRule = (index: IndexState): index is RuleIndex => index.rule !== undefined;

function ruleIndexes(addon: InstalledAddon, model: DynamicModel): RuleIndex[] {
  const state = schemaOf(addon.manifest, addon.organizationId);
  return state.tables.find((table) => table.name === model.table)?.indexes.filter(isRule) ?? [];
}

/** Every unique rule of a model with the organization's rows that break it. */
export async function uniqueViolations(database: Database, addon: InstalledAddon, model: DynamicModel): Promise<RuleReport[]> {
  const indexes = ruleIndexes(addon, model);
  return database.asOwner(async (session) => {
    const built = await installedState(session, model.schema);
    const names = new Set(built?.tables.find((table) => table.name === model.table)?.indexes.map((index) => index.name));
    const reports: RuleReport[] = [];
    for (const index of indexes) {
      const columns = index.columns.filter((name) => name !== model.tenantColumn);
      const keys = join(columns.map((name) => sql.id(name)));
      const conditions = columns.map((name) => sql`${sql.id(name)} is not null`);
      const predicate = rulePredicate(index.rule);
      if (predicate) conditions.push(predicate);
      // This runs as the owner, past row-level security: the tenant is named here.
      if (model.tenantColumn !== null) conditions.push(sql`${sql.id(model.tenantColumn)} = ${addon.organizationId}`);
      const { rows } = await session.run<{ count: number; ids: string[] } & Record<string, unknown>>(
        compile(sql`select ${keys}, count(*)::int as ${sql.id(' count')}, (array_agg(id::text order by id))[1:${MAX_ROWS}::int] as ${sql.id(' ids')}
          from ${tableId(model.schema, model.table)} where ${join(conditions, sql` and `)}
          group by ${keys} having count(*) > 1 order by ${keys} limit ${MAX_GROUPS}`),
      );
      reports.push({
        error_key: index.rule.errorKey,
        columns,
        field: index.rule.field,
        materialized: names.has(index.name),
        duplicates: rows.map(({ ' count': count, ' ids': ids, ...values }) => ({ values, count: Number(count), ids: ids as string[] })),
      });
    }
    return reports;
  });
}

/** Tries again to build the indexes that are missing; one that rows stand in the way of stays missing. */
export async function materializeRules(database: Database, addon: InstalledAddon, model: DynamicModel): Promise<void> {
  const indexes = ruleIndexes(addon, model);
  await database.asOwner(async (session) => {
    const table = (await installedState(session, model.schema))?.tables.find((other) => other.name === model.table);
    if (!table) return;
    for (const index of indexes) {
      if (table.indexes.some((other) => other.name === index.name)) continue;
      const step = { kind: 'create-index', schema: model.schema, table: model.table, index } as const;
      try {
        await session.savepoint(async () => {
          for (const statement of statementsOf(step)) await session.script(statement);
        });
      } catch (error) {
        if (!(error instanceof SqlError)) throw error;
      }
    }
  });
}
