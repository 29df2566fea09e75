/** Rows as a file, in pages that follow one another by the order of the list: no row count has to fit into memory (CRUD-TRANSFER). */
import { join, sql, type Fragment } from '../../database/sql';
import { badRequest, RequestFailure } from '../../failure';
import type { ReadableModel } from '../../security/readable';
import { listCondition } from '../list';
import type { DynamicModel, ModelColumn } from '../../installed/model';
import { decimalOf } from '../../values/decimal';
import { writeJson } from '../../values/json';
import { asCaller, type Operation, translatorFor } from '../../operation/operation';
import { rowsWithin, sizeOf } from '../page-bytes';
import { column, from, type Row } from '../row';
import { type FileColumn, headings, importColumns, ownColumns, readFileColumns, writtenFileColumns } from './columns';
import { BYTE_ORDER_MARK, csvLine, guarded } from './csv';
import { type Cell, writeWorkbook } from './xlsx/write';
import { joinBytes } from '../../values/bytes';

const PAGE_ROWS = 1_000;

export const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  // Not `application/json`: the published runtime takes that for an answer about the export, and finds no `success` in it.
  json: 'text/json; charset=utf-8',
} as const;
export type Format = keyof typeof FORMATS;

/** @throws RequestFailure 400 */
export function formatOf(parameters: URLSearchParams, fallback: Format): Format {
  const given = (parameters.get('format') ?? fallback).toLowerCase();
  if (given === 'csv' || given === 'xlsx' || given === 'json') return given;
  throw badRequest(`unknown format "${given.slice(0, 20)}": csv, xlsx or json`);
}

/** Where the next page begins: the last row's sort value and id. */
interface Mark {
  value: string | null;
  id: string;
}

interface Order {
  own: ModelColumn | undefined;
  ascending: boolean;
}

function orderOf(model: ReadableModel, parameters: URLSearchParams): Order {
  const asked = model.columns.get(parameters.get('sortBy') ?? '');
  if (asked && asked.kind !== 'json' && asked.kind !== 'vector')
    return { own: asked, ascending: parameters.get('order')?.toLowerCase() === 'asc' };
  return { own: model.columns.get('created_at'), ascending: false };
}

/** A column the kernel made and always fills: its index can then find where a page begins. */
const isNeverEmpty = (own: ModelColumn): boolean => own.declared === null && own.notNull;

/** Rows behind a mark, in the order of the list: empty values last, the id breaks ties. */
function behind({ own, ascending }: Order, mark: Mark): Fragment {
  const beyond = sql.raw(ascending ? '>' : '<');
  const id = sql`${column('id')} ${beyond} ${mark.id}`;
  if (!own) return id;
  const at = column(own.name);
  if (mark.value === null) return sql`(${at} is null and ${id})`;
  const value = sql`${mark.value}::text::${sql.raw(own.kind === 'text' ? 'text' : own.sqlType)}`;
  if (isNeverEmpty(own)) return sql`(${at}, ${column('id')}) ${beyond} (${value}, ${mark.id}::uuid)`;
  return sql`(${at} ${beyond} ${value} or (${at} = ${value} and ${id}) or ${at} is null)`;
}

async function pageOf(
  operation: Operation,
  model: ReadableModel,
  columns: readonly FileColumn[],
  order: Order,
  where: Fragment,
  mark: Mark | null,
) {
  const direction = sql.raw(order.ascending ? 'asc' : 'desc');
  const empties = order.own && !isNeverEmpty(order.own) ? sql` nulls last` : sql``;
  const sorted = order.own ? sql`${column(order.own.name)} ${direction}${empties}, ` : sql``;
  const key = order.own ? sql`${column(order.own.name)}::text` : sql`null`;
  const list = join([
    ...columns.map(({ at, name }) => sql`${at} as ${sql.id(name)}`),
    sql`${column('id')}::text as ${sql.id(' id')}`,
    sql`${key} as ${sql.id(' key')}`,
  ]);
  const size = sizeOf(columns.map(({ own, at }) => ({ kind: own.kind, at })));
  const rest = sql`from ${from(model)} where ${where}${mark ? sql` and ${behind(order, mark)}` : sql``} order by ${sorted}${column('id')} ${direction} limit ${PAGE_ROWS}`;
  const { rows, isCut } = await asCaller(operation, (session) => rowsWithin(session, list, size, rest));
  const last = rows.at(-1);
  const next: Mark | null =
    last && (isCut || rows.length === PAGE_ROWS) ? { value: last[' key'] as string | null, id: String(last[' id']) } : null;
  return { rows, next };
}

/** A text that is JSON stands in quotes of its own, as an import reads it: without them "5" would come back as a number. */
const written = ({ own }: FileColumn, value: unknown): unknown =>
  own.kind === 'json' && typeof value === 'string' ? JSON.stringify(value) : value;

const cellOf = (column: FileColumn, given: unknown): Cell => {
  const value = written(column, given);
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : writeJson(value);
};

/** Digits that the numbers of a workbook keep. */
const WORKBOOK_DIGITS = 15;

/** A number is one in a workbook too, also where it left PostgreSQL as a text, unless that would cost a digit. */
function workbookCell(column: FileColumn, value: unknown): Cell {
  const cell = cellOf(column, value);
  const { own } = column;
  const isNumber = typeof cell === 'number' || (typeof cell === 'string' && (own.kind === 'decimal' || own.kind === 'integer'));
  const number = isNumber ? decimalOf(cell) : null;
  if (number === null) return cell;
  return number.digits.length <= WORKBOOK_DIGITS ? Number(cell) : String(cell);
}

/** What turns rows into bytes of a format. */
interface Encoder {
  rows(rows: readonly Row[]): void;
  end(): void;
}

type Titles = ReadonlyMap<FileColumn, string>;

function encoderOf(format: Format, title: string, titles: Titles, write: (bytes: Uint8Array) => void): Encoder {
  const columns = [...titles.keys()];
  const text = new TextEncoder();
  if (format === 'xlsx') {
    const workbook = writeWorkbook(title, write);
    workbook.row([...titles.values()]);
    return {
      rows: (rows) => {
        for (const row of rows) workbook.row(columns.map((one) => workbookCell(one, row[one.name])));
      },
      end: () => workbook.end(),
    };
  }
  if (format === 'json') {
    let started = false;
    return {
      rows: (rows) => {
        const items = rows.map((row) =>
          writeJson(Object.fromEntries(columns.map((one) => [one.name, written(one, row[one.name]) ?? null]))),
        );
        if (items.length > 0) write(text.encode(`${started ? ',\n' : '[\n'}${items.join(',\n')}`));
        started ||= items.length > 0;
      },
      end: () => write(text.encode(started ? '\n]\n' : '[]\n')),
    };
  }
  /** A text that a spreadsheet would run as a formula says that it is text; a number stays one. */
  const csvText = (cell: Cell): string => (typeof cell === 'string' ? guarded(cell) : String(cell ?? ''));
  write(text.encode(BYTE_ORDER_MARK + csvLine([...titles.values()].map(guarded))));
  return {
    rows: (rows) => {
      const lines = rows.map((row) => csvLine(columns.map((one) => csvText(cellOf(one, row[one.name])))));
      if (lines.length > 0) write(text.encode(lines.join('')));
    },
    end: () => undefined,
  };
}

function fileResponse(name: string, format: Format, body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: { 'content-type': FORMATS[format], 'content-disposition': `attachment; filename="${name}.${format}"` },
  });
}

/** Labels the screen shows, given as a JSON object of texts; anything else is ignored. */
function givenLabels(text: string | null): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

function exportColumns(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Titles {
  const known = [...ownColumns(operation, model, [...model.columns.values()]), ...readFileColumns(operation, model)];
  const names = new Set((parameters.get('columns') ?? '').split(',').map((name) => name.trim()));
  const asked = [...names].flatMap((name) => known.find((one) => one.name === name) ?? []);
  const all = known.filter(({ name }) => name !== model.tenantColumn && !name.startsWith('deleted_'));
  const labels = givenLabels(parameters.get('column_labels'));
  const columns = asked.length > 0 ? asked : all;
  return new Map(columns.map((one) => [one, labels.get(one.name) ?? (asked.length > 0 ? one.label : one.name)]));
}

/**
 * The rows of a list as a file: its filters, search and order, no paging. Without `columns` all are written under their
 * names; the ones that are named are written under their labels.
 * @throws RequestFailure 400 for an unknown format
 */
export async function exportRows(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Promise<Response> {
  const format = formatOf(parameters, 'csv');
  const titles = exportColumns(operation, model, parameters);
  const where = listCondition(operation, model, parameters);
  const order = orderOf(model, parameters);
  const columns = [...titles.keys()];
  // The first page is read before anything is answered: what goes wrong with the query is an answer, not a torn file.
  let page = await pageOf(operation, model, columns, order, where, null);
  let encoder: Encoder | null = null;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      encoder = encoderOf(format, model.table, titles, (bytes) => controller.enqueue(bytes));
    },
    async pull(controller) {
      encoder?.rows(page.rows);
      if (page.next) {
        page = await pageOf(operation, model, columns, order, where, page.next);
        return;
      }
      encoder?.end();
      controller.close();
    },
  });
  return fileResponse(model.table, format, body);
}

/** An empty file with the headings an import understands. @throws RequestFailure 400 for an unknown format, 422 for a model that takes none */
export function importTemplate(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Response {
  const format = formatOf(parameters, 'xlsx');
  const columns = importColumns(model);
  if (columns.length === 0) throw new RequestFailure(422, `${model.key} has no column that a file could fill`);
  const parts: Uint8Array[] = [];
  const called = headings(columns, translatorFor(operation, model));
  const titles = new Map([
    ...ownColumns(operation, model, columns).map((one): [FileColumn, string] => [one, called.get(one.own) ?? one.name]),
    ...writtenFileColumns(operation, model).map((one): [FileColumn, string] => [one, one.name]),
  ]);
  const encoder = encoderOf(format, model.table, titles, (bytes) => parts.push(bytes));
  encoder.rows([]);
  encoder.end();
  return fileResponse(`${model.table}-template`, format, joinBytes(parts));
}
