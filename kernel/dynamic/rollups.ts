/** Sums, counts and the like that a parent keeps of its children, brought up to date by every write of a child (CRUD-COMPUTED). */
import type { Rollup } from '../../schemas';
import { type Session, SqlError } from '../database/port';
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
import { refuseUnfit } from './rules';
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

/** A rollup's value, ready for its column: through numeric, so that a broken number is rounded to a whole one instead of refused. */
export function rollupValue({ parent, relation }: Kept, rollup: Rollup, aggregated: (value: Fragment) => Fragment): Fragment {
  const value = aggregated(valueOf(relation.model, rollup));
  return parent.columns.get(rollup.target)?.kind === 'integer' ? sql`round(${value}::numeric)` : value;
}

/** Class of values a column cannot take. */
const DATA_EXCEPTION = '22';

const isRefusedValue = (error: unknown): error is SqlError => error instanceof SqlError && error.fault.sqlState.startsWith(DATA_EXCEPTION);

/**
 * Writes a parent's numbers. PostgreSQL names none of those that it refuses, so each is then worked out by itself.
 * @param alone works out what one rollup comes to, as its column holds it
 * @throws RequestFailure 422 at `Parent.column`
 */
async function naming<T>(
  session: Session,
  { parent, rollups }: Kept,
  work: () => Promise<T>,
  alone: (rollup: Rollup) => Promise<unknown>,
): Promise<T> {
  const beyond = ({ target }: Rollup): RequestFailure => {
    const name = `${parent.key}.${target}`;
    return invalidFields({ [name]: [{ code: 'max', params: { kind: 'kept', column: name } }] });
  };
  const [only] = rollups;
  // The only number there is needs not be worked out again to be named, and nothing has to be saved for that.
  if (only && rollups.length === 1 && isNumeric(parent, only.target))
    return work().catch((error: unknown) => {
      throw isRefusedValue(error) ? beyond(only) : error;
    });
  try {
    return await session.savepoint(work);
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    for (const rollup of rollups)
      await session
        .savepoint(() => alone(rollup))
        .catch((refusal: unknown) => {
          throw isRefusedValue(refusal) ? beyond(rollup) : refusal;
        });
    throw error;
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
  const assignments = targets.map((rollup) => sql`${sql.id(rollup.target)} = ${valueIn(rollup)}`);
  const stamp = parent.columns.has('updated_at') ? [sql`updated_at = now()`] : [];
  const { rows } = await naming(
    session,
    { ...kept, rollups: targets },
    () =>
      session.run<Row>(
        compile(sql`update ${target} as ${sql.id(ROW)} set ${join([...assignments, ...stamp])} where ${where} returning ${sql.id(ROW)}.*`),
      ),
    (rollup) => {
      const type = sql.raw(parent.columns.get(rollup.target)?.sqlType ?? 'text');
      return session.run(compile(sql`select (${valueIn(rollup)})::${type} from ${target} as ${sql.id(ROW)} where ${where}`));
    },
  );
  const [row] = rows;
  if (!row) return undefined;
  const values = new Map<string, SqlText>();
  applyFormulas(parent, values, row);
  if (values.size === 0) return row;
  refuseUnfitOf(parent, values, row);
  const formulas = [...values].map(
    ([name, value]) => sql`${sql.id(name)} = ${value}::text::${sql.raw(parent.columns.get(name)?.sqlType ?? 'text')}`,
  );
  await session.run(compile(sql`update ${target} as ${sql.id(ROW)} set ${join(formulas)} where ${where}`));
  return row;
}

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
