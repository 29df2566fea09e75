/**
 * The lines of a document that another can be made from, each with what is left of it (docs/architecture/04, SOURCE-LINES):
 * its quantity less what living documents of this model took already.
 */
import type { DocumentFormType } from '../../schemas';
import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { wireNumber } from '../database/type-parsers';
import { notFound } from '../failure';
import { type ReadableModel, readable, unasked } from '../security/readable';
import { isNumber } from '../values/json';
import { decimalText, differenceOf, type Fraction, fractionOf, sumOf } from '../values/fraction';
import { linesField } from './document-type';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { asCaller, type Operation, recordId, resolveModel } from '../operation/operation';
import { isTooLarge, pageStatement, sizeOf, sizeOfRow, tooLarge } from './page-bytes';
import { type Relation, relationNamed } from './relations';
import { column, from, type Row, visible } from './row';
import { selectList } from './select-list';

const MAX_LINES = 1_000;

type Source = NonNullable<DocumentFormType['sources']>[number];

interface Found {
  source: Source;
  /** The relation of the source document that its lines are in. */
  lines: Relation & { model: ReadableModel };
  /** Where this model's own lines are. */
  field: string;
}

function sourceNamed(operation: Operation, model: DynamicModel, key: string): Found {
  for (const type of model.declared?.document_forms?.types ?? []) {
    const field = linesField(model, type);
    const source = type.sources?.find((one) => one.key === key);
    if (field === null || !source) continue;
    const from = resolveModel(operation, model, source.model);
    // That there is such a relation is the manifest's word; who may not read its rows is told so.
    const lines = from === null ? 'none' : relationNamed(unasked(operation), from, source.lines);
    if (typeof lines !== 'string' && lines.kind === 'one_to_many')
      return { source, lines: { ...lines, model: readable(operation, lines.model) }, field };
  }
  throw notFound(`${model.key} has no source "${key.slice(0, 64)}"`);
}

/** The column a document's state is in. */
const stateColumn = (model: DynamicModel): string | undefined =>
  [model.declared?.stage_field ?? '', 'state', 'status'].find((name) => model.columns.has(name));

/** Documents of this model that take from the source: alive, in a state that counts, not the one that is being edited. */
function counting(operation: Operation, model: DynamicModel, { exclude_states: states = [] }: Source, exclude: string | null): Fragment {
  const state = stateColumn(model);
  return join(
    [
      visible(model, operation.principal.organizationId, 'd'),
      ...(exclude === null ? [] : [sql`${column('id', 'd')}::text <> ${exclude}`]),
      ...(state === undefined || states.length === 0 ? [] : [sql`coalesce(${column(state, 'd')}::text, '') <> all (${states}::text[])`]),
    ],
    sql` and `,
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' || isNumber(value) ? String(value) : '');

/** Decimal places quantities are told with; a column has more in no manifest that was seen. */
const PLACES = 20;
export const told = (value: Fraction): number | string => wireNumber('decimal', decimalText(value, PLACES));
export const NO_QUANTITY = fractionOf(0);

const quantityOf = ({ qty_field: field }: Source, row: Row): Fraction => fractionOf(row[field ?? 'quantity']);

/** What is left of a source's line of which so much was taken; what the line itself keeps says it instead. Below zero where more was. */
export const quantityLeft = (source: Source, row: Row, taken = NO_QUANTITY): Fraction =>
  source.remaining_qty_field === undefined ? differenceOf(quantityOf(source, row), taken) : fractionOf(row[source.remaining_qty_field]);

/** What was taken of each line by rows of a line model. */
export async function takenByRows(
  operation: Operation,
  session: Session,
  model: ReadableModel,
  key: ModelColumn,
  lines: ReadableModel,
  { source, exclude, ids }: { source: Source; exclude: string | null; ids: readonly string[] },
): Promise<Map<string, Fraction>> {
  const link = lines.columns.get(source.line_link_field ?? '');
  if (!link || !lines.columns.has('quantity')) return new Map();
  const at = column(link.name, 'l');
  const { rows } = await session.run<{ line: string; taken: number | string | null }>(
    compile(sql`select ${at}::text as line, sum(${column('quantity', 'l')}) as taken
      from ${from(lines, 'l')} join ${from(model, 'd')} on ${column('id', 'd')}::text = ${column(key.name, 'l')}::text
      where ${at}::text = any (${ids}::text[]) and ${visible(lines, operation.principal.organizationId, 'l')} and ${counting(operation, model, source, exclude)}
      group by 1`),
  );
  return new Map(rows.map(({ line, taken }) => [line, fractionOf(taken)]));
}

/** Rows of one statement. @throws RequestFailure 422 `answer_too_large` */
async function measured(session: Session, list: Fragment, size: Fragment | null, rest: Fragment, what: string): Promise<Row[]> {
  const { rows } = await session.run<Row>(pageStatement(list, size, rest));
  if (isTooLarge(rows)) throw tooLarge(what, 'shorten the texts of its lines, or make documents of fewer of them');
  return rows;
}

/** What was taken of each line by documents that keep their lines in a column. */
async function takenByColumn(
  operation: Operation,
  session: Session,
  model: ReadableModel,
  { source, field, id, exclude }: { source: Source; field: string; id: string; exclude: string | null },
): Promise<Map<string, Fraction>> {
  const taken = new Map<string, Fraction>();
  const { link_field: link = '', line_link_field: line = '' } = source;
  if (!model.columns.has(link) || model.columns.get(field)?.kind !== 'json') return taken;
  const at = column(field, 'd');
  const rows = await measured(
    session,
    sql`${at} as lines`,
    sizeOf([{ kind: 'json', at }]),
    sql`from ${from(model, 'd')} where ${column(link, 'd')}::text = ${id} and ${counting(operation, model, source, exclude)} limit ${sql.lit(MAX_LINES)}`,
    `what documents took of this one holds more than an answer`,
  );
  for (const one of rows.flatMap(({ lines }) => (Array.isArray(lines) ? (lines as unknown[]) : []))) {
    const row = typeof one === 'object' && one !== null ? (one as Row) : {};
    const key = textOf(row[line]);
    if (key !== '') taken.set(key, sumOf(taken.get(key) ?? NO_QUANTITY, fractionOf(row.quantity)));
  }
  return taken;
}

/**
 * `GET B/source-lines?source=&id=&exclude=`.
 * @throws RequestFailure 404 no such source, 400 an id that is none, 403 without the permission to read the source's lines or those that
 * take from them, 422 `answer_too_large`
 */
export async function sourceLines(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Promise<Row[]> {
  const { source, lines, field } = sourceNamed(operation, model, parameters.get('source') ?? '');
  const id = recordId(parameters.get('id') ?? '');
  const exclude = parameters.get('exclude') === null || parameters.get('exclude') === '' ? null : recordId(parameters.get('exclude') ?? '');
  const order = lines.model.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id');
  const { rows, taken } = await asCaller(operation, async (session) => {
    const found = await measured(
      session,
      selectList(operation, lines.model, null),
      sizeOfRow(lines.model),
      sql`from ${from(lines.model)}
        where ${column(lines.column.name)}::text = ${id} and ${visible(lines.model, operation.principal.organizationId)} and ${lines.scoped('t')}
        order by ${order} limit ${sql.lit(MAX_LINES)}`,
      'the lines of this document hold more than an answer',
    );
    const counted = source.line_link_field !== undefined && source.remaining_qty_field === undefined && found.length > 0;
    if (!counted) return { rows: found, taken: new Map<string, Fraction>() };
    const own = relationNamed(unasked(operation), model, field);
    const ids = found.map((row) => textOf(row.id));
    return typeof own !== 'string' && own.kind === 'one_to_many'
      ? {
          rows: found,
          taken: await takenByRows(operation, session, model, own.column, readable(operation, own.model), { source, exclude, ids }),
        }
      : { rows: found, taken: await takenByColumn(operation, session, model, { source, field, id, exclude }) };
  });
  return rows.map((row) => {
    const quantity = quantityOf(source, row);
    const left = quantityLeft(source, row, taken.get(textOf(row.id)));
    return {
      ...row,
      source_line_id: row.id,
      source_quantity: told(quantity),
      consumed_quantity: told(differenceOf(quantity, left)),
      remaining_quantity: told(left.over < 0n ? NO_QUANTITY : left),
    };
  });
}
