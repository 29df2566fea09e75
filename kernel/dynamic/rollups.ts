/** Sums, counts and the like that a parent keeps of its children, brought up to date by every write of a child (CRUD-COMPUTED). */
import type { Rollup } from '../../schemas';
import { columnTypeOf } from '../columns/column-type';
import type { Session } from '../database/port';
import { invalidFields, RequestFailure } from '../failure';
import { compile, ddl, join, sql, tableId, type Fragment } from '../database/sql';
import { readArithmetic, toNullSafeSql } from '../expressions/arithmetic';
import { unasked } from '../security/readable';
import { applyFormulas } from './computed';
import { foundOnce } from './found-once';
import type { DynamicModel } from '../installed/model';
import type { RegistryScope, Operation } from '../operation/operation';
import { type Relation, relationNamed } from './relations';
import { column, from, ROW, type Row, visible } from './row';
import { fitErrors, refuseUnfit } from './rules';
import type { SqlText } from './values';

/** Parents of parents; deeper chains are left as they are. */
const MAX_DEPTH = 4;

/** What a parent keeps of its children along one relation. */
export interface Kept {
  parent: DynamicModel;
  relation: Relation;
  rollups: readonly Rollup[];
}

/** What a model keeps of its children's rows. */
export function keptBy(operation: RegistryScope, parent: DynamicModel): Kept[] {
  return (parent.declared?.relations ?? []).flatMap((declared): Kept[] => {
    if (declared.rollups === undefined || declared.rollups.length === 0) return [];
    const relation = relationNamed(unasked(operation), parent, declared.name);
    return typeof relation === 'string' || relation.kind !== 'one_to_many' ? [] : [{ parent, relation, rollups: declared.rollups }];
  });
}

/** What parents keep of a model's rows. */
const keptOf = foundOnce((operation, child): Kept[] => {
  const models = operation.registry.addons(operation.principal.organizationId).flatMap((addon) => addon.models);
  return models.flatMap((parent) => keptBy(operation, parent).filter(({ relation }) => relation.model === child));
});

const isNumeric = (model: DynamicModel, name: string): boolean => ['integer', 'decimal'].includes(model.columns.get(name)?.kind ?? '');

/** The aggregate of a child's rows under the alias `c`; rows of an outer join that are not there count for nothing. */
function valueOf(child: DynamicModel, { fn = 'sum', from: source, expr }: Rollup): Fragment {
  const own = source === undefined ? undefined : child.columns.get(source);
  const reading = expr === undefined ? null : readArithmetic(expr);
  const columnOf = (name: string): string | null => (isNumeric(child, name) ? ddl(column(name, 'c')) : null);
  const computed = reading?.ok ? sql.raw(toNullSafeSql(reading.ast, columnOf)) : null;
  const value = own ? column(own.name, 'c') : computed;
  if (fn === 'count') return value === null ? sql`count(${column('id', 'c')})` : sql`count(${value})`;
  if (value === null) return sql`null`;
  return fn === 'sum' ? sql`coalesce(sum(${value}), 0)` : sql`${sql.raw(fn)}(${value})`;
}

/** A rollup's value as its column holds it: through numeric, so that a broken number is rounded to a whole one instead of refused. */
export function rollupValue({ parent, relation }: Kept, rollup: Rollup, aggregated: (value: Fragment) => Fragment): Fragment {
  const value = aggregated(valueOf(relation.model, rollup));
  const own = parent.columns.get(rollup.target);
  if (own?.kind === 'integer') return sql`round(${value}::numeric)`;
  const scale = own?.kind === 'decimal' ? columnTypeOf(own.sqlType)?.scale : undefined;
  return scale === undefined ? value : sql`round(${value}::numeric, ${sql.raw(String(scale))})`;
}

/** @throws RequestFailure 422 at `Parent.column` of the first of these numbers that its column does not hold */
function refuseUnkept({ parent }: Kept, values: ReadonlyMap<string, SqlText>): void {
  for (const [name, text] of values) {
    const own = parent.columns.get(name);
    if (!own || text === null || fitErrors(own, text).length === 0) continue;
    const path = `${parent.key}.${name}`;
    throw invalidFields({ [path]: [{ code: 'max', params: { kind: 'kept', column: path } }] });
  }
}

/** As `refuseUnfit`, at `Parent.column`: the fields of the row that is written are another model's. */
function refuseUnfitOf(parent: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row): void {
  try {
    refuseUnfit(parent, values, before);
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.body.errors === undefined) throw error;
    throw invalidFields(Object.fromEntries(Object.entries(error.body.errors).map(([name, found]) => [`${parent.key}.${name}`, found])));
  }
}

async function refresh(operation: Operation, session: Session, kept: Kept, id: string): Promise<Row | undefined> {
  const { parent, relation } = kept;
  const targets = kept.rollups.filter(({ target }) => parent.columns.has(target));
  if (targets.length === 0) return undefined;
  const organizationId = operation.principal.organizationId;
  const target = tableId(parent.schema, parent.table);
  const where = sql`${column('id')} = ${id} and ${visible(parent, organizationId)}`;
  const children = sql`from ${from(relation.model, 'c')} where ${relation.joined('c')} and ${visible(relation.model, organizationId, 'c')}`;
  const valueIn = (rollup: Rollup): Fragment => rollupValue(kept, rollup, (value) => sql`(select ${value} ${children})`);
  // Read before it is written: PostgreSQL does not name the number that it refuses.
  const read = targets.map((rollup, index) => sql`(${valueIn(rollup)})::text as ${sql.id(aliasOf(index))}`);
  const { rows } = await session.run<Row>(
    compile(sql`select ${sql.id(ROW)}.*, ${join(read)} from ${target} as ${sql.id(ROW)} where ${where} for update`),
  );
  const [before] = rows;
  if (!before) return undefined;
  const values = new Map<string, SqlText>(targets.map((rollup, index) => [rollup.target, (before[aliasOf(index)] ?? null) as SqlText]));
  refuseUnkept(kept, values);
  const computed = new Map(values);
  applyFormulas(parent, computed, before);
  refuseUnfitOf(parent, computed, before);
  const stamp = parent.columns.has('updated_at') ? [sql`updated_at = now()`] : [];
  const assignments = [...computed].map(
    ([name, value]) => sql`${sql.id(name)} = ${value}::text::${sql.raw(parent.columns.get(name)?.sqlType ?? 'text')}`,
  );
  const written = await session.run<Row>(
    compile(sql`update ${target} as ${sql.id(ROW)} set ${join([...assignments, ...stamp])} where ${where} returning ${sql.id(ROW)}.*`),
  );
  return written.rows[0];
}

/** No column of a model has a name with a blank. */
const aliasOf = (index: number): string => `kept ${String(index)}`;

/** A row that was changed on the way, and whose listeners want to hear of it. */
export interface Touched {
  model: DynamicModel;
  id: string;
}

/**
 * Brings what parents keep of a row up to date, theirs included. `rows` are the row's states before and after the write.
 * Answers the parents that changed.
 */
export async function refreshParents(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly Row[],
): Promise<Touched[]> {
  const touched: Touched[] = [];
  let level: { model: DynamicModel; rows: readonly Row[] }[] = [{ model, rows }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const changed of level) {
      for (const kept of keptOf(operation, changed.model)) {
        const ids = new Set(changed.rows.map((row) => row[kept.relation.column.name]).filter((id) => typeof id === 'string'));
        for (const id of ids) {
          const parent = await refresh(operation, session, kept, id);
          if (!parent) continue;
          touched.push({ model: kept.parent, id });
          next.push({ model: kept.parent, rows: [parent] });
        }
      }
    }
    level = next;
  }
  return touched;
}
