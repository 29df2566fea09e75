/** `with=relation,…`: related rows, read with a page of rows and put beside them under the relation's name. */
import { sql, type Fragment } from '../database/sql';
import type { ReadableModel } from '../security/readable';
import type { Operation } from '../operation/operation';
import { readWithin, sizeOfRow } from './page-bytes';
import { type Relation, relationNamed } from './relations';
import { column, from, ROW, type Row, visible } from './row';
import { selectList } from './select-list';

const MAX_RELATIONS = 5;
/** Children that are sent with one row; a screen that shows more asks for them page by page. */
const MAX_CHILDREN = 100;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function byParent(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const { ' parent': parent, ...row } of rows) {
    const siblings = found.get(textOf(parent)) ?? [];
    siblings.push(row);
    found.set(textOf(parent), siblings);
  }
  return found;
}

/** Related rows, where they are no more than an answer holds. @throws RequestFailure 422 `answer_too_large` */
const readRelated = (operation: Operation, relation: Relation, list: Fragment, rest: Fragment): Promise<Row[]> =>
  readWithin(operation, list, sizeOfRow(relation.model), rest, () => 'ask for fewer rows (per_page), or leave the relation out of with');

/** Rows on the other side by the id of the row they belong to. */
async function childrenOf(operation: Operation, relation: Relation, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const { model, column: key } = relation;
  const order = model.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id');
  const rows = await readRelated(
    operation,
    relation,
    sql`${selectList(operation, model, null)}, ${sql.id(ROW, ' parent')}`,
    sql`from (
        select ${sql.id(ROW)}.*, ${column(key.name)}::text as ${sql.id(' parent')}, row_number() over (partition by ${column(key.name)} order by ${order}) as ${sql.id(' n')}
        from ${from(model)} where ${column(key.name)}::text = any (${ids}::text[]) and ${visible(model, operation.principal.organizationId)} and ${relation.scoped(ROW)}
      ) as ${sql.id(ROW)} where ${sql.id(ROW, ' n')} <= ${MAX_CHILDREN} order by ${sql.id(ROW, ' n')}`,
  );
  return byParent(rows);
}

/** Rows that others lead to, by the id of the row they belong to; each stands once beside it, however many rows lead there. */
async function linkedOf(operation: Operation, relation: Relation, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const { model, pairs = sql`select null as parent, null as child` } = relation;
  const order = model.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id');
  const rows = await readRelated(
    operation,
    relation,
    sql`${selectList(operation, model, null)}, ${sql.id(ROW, ' parent')}`,
    sql`from (
        select ${sql.id(ROW)}.*, p.parent as ${sql.id(' parent')}, row_number() over (partition by p.parent order by ${order}) as ${sql.id(' n')}
        from ${from(model)} join (select distinct parent, child from (${pairs}) as b where parent = any (${ids}::text[])) as p on p.child = ${column('id')}::text
        where ${visible(model, operation.principal.organizationId)}
      ) as ${sql.id(ROW)} where ${sql.id(ROW, ' n')} <= ${MAX_CHILDREN} order by ${sql.id(ROW, ' n')}`,
  );
  return byParent(rows);
}

/** The rows that references point at, by their id. */
async function targetsOf(operation: Operation, relation: Relation, ids: readonly string[]): Promise<Map<string, Row>> {
  const { model } = relation;
  const rows = await readRelated(
    operation,
    relation,
    selectList(operation, model, null),
    sql`from ${from(model)} where ${column('id')}::text = any (${ids}::text[]) and ${visible(model, operation.principal.organizationId)}`,
  );
  return new Map(rows.map((row) => [textOf(row.id), row]));
}

/**
 * Adds to each row what `with` names: a list of children or of the rows between two sides' other side, or the columns of the row a reference points at (beside its
 * `value` and `label`). A name that is no relation is noted and left out.
 */
export async function preload(operation: Operation, model: ReadableModel, rows: readonly Row[], names: string | null): Promise<Row[]> {
  const wanted = [...new Set((names ?? '').split(',').map((name) => name.trim()))].filter((name) => name !== '');
  let complete = [...rows];
  for (const name of wanted.slice(0, MAX_RELATIONS)) {
    // Whoever may read a row may not therefore read what it leads to.
    const relation = relationNamed(operation, model, name);
    if (typeof relation === 'string') {
      operation.trace?.decide({ kind: 'filter-dropped', parameter: `with=${name.slice(0, 64)}`, reason: relation });
      continue;
    }
    if (relation.kind !== 'belongs_to') {
      const ids = complete.map((row) => textOf(row.id));
      const children = await (relation.pairs ? linkedOf : childrenOf)(operation, relation, ids);
      complete = complete.map((row) => ({ ...row, [name]: children.get(textOf(row.id)) ?? [] }));
    } else {
      const key = relation.column.name;
      const targets = await targetsOf(operation, relation, [...new Set(complete.map((row) => textOf(row[key])))]);
      complete = complete.map((row) => {
        const target = targets.get(textOf(row[key]));
        return target ? { ...row, [name]: { ...target, ...(row[name] as Row | undefined) } } : row;
      });
    }
  }
  return complete;
}
