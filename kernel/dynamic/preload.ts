/** `with=relation,…`: related rows, read with a page of rows and put beside them under the relation's name. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { DynamicModel } from './model';
import type { Operation } from './operation';
import { type Relation, relationNamed } from './relations';
import { column, from, ROW, type Row, visible } from './row';
import { selectList } from './select-list';

const MAX_RELATIONS = 5;
/** Children that are sent with one row; a screen that shows more asks for them page by page. */
const MAX_CHILDREN = 100;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Rows on the other side by the id of the row they belong to. */
async function childrenOf(operation: Operation, session: Session, relation: Relation, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const { model, column: key } = relation;
  const order = model.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id');
  const { rows } = await session.run<{ parent: string } & Row>(
    compile(sql`select ${selectList(operation, model, null)}, ${sql.id(ROW, ' parent')} from (
        select ${sql.id(ROW)}.*, ${column(key.name)}::text as ${sql.id(' parent')}, row_number() over (partition by ${column(key.name)} order by ${order}) as ${sql.id(' n')}
        from ${from(model)} where ${column(key.name)}::text = any (${ids}::text[]) and ${visible(model, operation.principal.organizationId)} and ${relation.scoped(ROW)}
      ) as ${sql.id(ROW)} where ${sql.id(ROW, ' n')} <= ${MAX_CHILDREN} order by ${sql.id(ROW, ' n')}`),
  );
  const found = new Map<string, Row[]>();
  for (const { ' parent': parent, ...row } of rows) {
    const siblings = found.get(textOf(parent)) ?? [];
    siblings.push(row);
    found.set(textOf(parent), siblings);
  }
  return found;
}

/** The rows that references point at, by their id. */
async function targetsOf(operation: Operation, session: Session, relation: Relation, ids: readonly string[]): Promise<Map<string, Row>> {
  const { model } = relation;
  const { rows } = await session.run<Row>(
    compile(
      sql`select ${selectList(operation, model, null)} from ${from(model)} where ${column('id')}::text = any (${ids}::text[]) and ${visible(model, operation.principal.organizationId)}`,
    ),
  );
  return new Map(rows.map((row) => [textOf(row.id), row]));
}

/**
 * Adds to each row what `with` names: a list of children, or the columns of the row a reference points at (beside its
 * `value` and `label`). A name that is no relation is noted and left out.
 */
export async function preload(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly Row[],
  names: string | null,
): Promise<Row[]> {
  const wanted = [...new Set((names ?? '').split(',').map((name) => name.trim()))].filter((name) => name !== '');
  let complete = [...rows];
  for (const name of wanted.slice(0, MAX_RELATIONS)) {
    const found = relationNamed(operation, model, name);
    const relation = typeof found !== 'string' && found.kind === 'many_to_many' ? 'rows of many to many are not sent along' : found;
    if (typeof relation === 'string') {
      operation.trace?.decide({ kind: 'filter-dropped', parameter: `with=${name.slice(0, 64)}`, reason: relation });
      continue;
    }
    if (relation.kind === 'one_to_many') {
      const children = await childrenOf(
        operation,
        session,
        relation,
        complete.map((row) => textOf(row.id)),
      );
      complete = complete.map((row) => ({ ...row, [name]: children.get(textOf(row.id)) ?? [] }));
    } else {
      const key = relation.column.name;
      const targets = await targetsOf(operation, session, relation, [...new Set(complete.map((row) => textOf(row[key])))]);
      complete = complete.map((row) => {
        const target = targets.get(textOf(row[key]));
        return target ? { ...row, [name]: { ...target, ...(row[name] as Row | undefined) } } : row;
      });
    }
  }
  return complete;
}
