/** One record as a printable page: its template, filled (docs/architecture/04, DOCUMENT). */
import type { DocumentDef } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { sql } from '../database/sql';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { embeddedName, KERNEL_COLUMNS } from '../installed/model';
import { type Operation, rowsAsCaller, translatorFor } from '../operation/operation';
import { type Relation, relationNamed } from '../dynamic/relations';
import { column, from, type Row, visible } from '../dynamic/row';
import { isTooLarge, pageStatement, sizeOfRow } from '../dynamic/page-bytes';
import { selectList } from '../dynamic/select-list';
import { RequestFailure } from '../failure';
import { columnLabel } from '../installed/label';
import { escapeHtml, type Filling, writeHtml } from './html';
import { writeJson } from '../values/json';

/** Lines of a document; more is no page anybody prints. */
const MAX_LINES = 1_000;
const MAX_HTML_CHARS = 4 * 1024 * 1024;
const MAX_FILENAME_CHARS = 120;

const tooLong = (): RequestFailure => new RequestFailure(422, 'the document is longer than 4 MiB', { code: 'document_too_large' });

/** CSS of the paper. A ticket is as long as what is on it. */
const PAPER: Readonly<Record<DocumentDef['paper'], string>> = {
  A4: '@page{size:A4;margin:15mm}',
  letter: '@page{size:letter;margin:15mm}',
  ticket80: '@page{size:80mm auto;margin:3mm}body{width:74mm;margin:0}',
};
const BASE_STYLE =
  'body{font-family:sans-serif;color:#000;background:#fff}table.line-items{border-collapse:collapse;width:100%}' +
  'table.line-items th,table.line-items td{border-bottom:1px solid #999;padding:2px 4px;text-align:left}' +
  'table.line-items .number{text-align:right}';

export interface Rendered {
  html: string;
  /** Without the ending. */
  filename: string;
  /** What of the template was not written, each once: `{{record.nothing}}`, `<script>`, `onclick`. */
  leftOut: string[];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return writeJson(value);
}

/** The value at a path of own properties, undefined where there is none. */
function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Row)[name];
  }
  return value;
}

/** The lists a document may take its lines from, the likeliest first. */
const LINE_NAMES = ['line_items', 'lines', 'items'];

/** The relation a model's lines are in, if the caller may read them: by name, else the one embedded in its form, else its only one. */
export function linesOf(operation: Operation, model: DynamicModel): Relation | null {
  const declared = (model.declared?.relations ?? []).filter(({ kind }) => kind === 'one_to_many');
  const named = [model.declared?.document_forms?.lines_field ?? '', ...LINE_NAMES];
  const chosen =
    named.map((name) => declared.find((relation) => relation.name === name)).find((relation) => relation !== undefined) ??
    declared.find(({ embed }) => embed === true) ??
    (declared.length === 1 ? declared[0] : undefined);
  const relation = chosen === undefined ? 'none' : relationNamed(operation, model, chosen.name);
  return typeof relation === 'string' ? null : relation;
}

/** The columns of a line that a person reads. */
export const lineColumns = ({ model, column: key }: Relation): ModelColumn[] =>
  [...model.columns.values()].filter(
    (own) =>
      own.declared !== null &&
      own.name !== 'id' &&
      own.name !== key.name &&
      own.name !== model.tenantColumn &&
      !KERNEL_COLUMNS.has(own.name) &&
      own.kind !== 'json' &&
      own.kind !== 'vector',
  );

async function linesTable(operation: Operation, relation: Relation, record: Row): Promise<string> {
  const { model, column: key } = relation;
  const order = model.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id');
  const rows = await rowsAsCaller<Row>(
    operation,
    pageStatement(
      selectList(operation, model, null),
      sizeOfRow(model),
      sql`from ${from(model)} where ${column(key.name)}::text = ${textOf(record.id)} and ${visible(model, operation.principal.organizationId)}
        and ${relation.scoped('t')} order by ${order} limit ${sql.lit(MAX_LINES)}`,
    ),
  );
  if (isTooLarge(rows)) throw tooLong();
  const translate = translatorFor(operation, model);
  const columns = lineColumns(relation);
  const kindOf = (own: ModelColumn) => (own.kind === 'integer' || own.kind === 'decimal' ? ' class="number"' : '');
  const cellOf = (row: Row, own: ModelColumn): string => {
    const chip = embeddedName(model, own);
    const label = chip === null ? undefined : valueAt(row, [chip, 'label']);
    const choice = own.options.find(({ value }) => value === row[own.name]);
    return textOf(label ?? (choice ? translate(choice.label) : row[own.name]));
  };
  const head = columns.map((own) => `<th${kindOf(own)}>${escapeHtml(columnLabel(own, translate))}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((own) => `<td${kindOf(own)}>${escapeHtml(cellOf(row, own))}</td>`).join('')}</tr>`);
  return `<table class="line-items"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** What is left of a text as the name of a file. */
const fileName = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, MAX_FILENAME_CHARS);

/**
 * Fills a template with a record the caller may read.
 * @throws RequestFailure 422 `document_too_large`
 */
export async function render(
  operation: Operation,
  model: DynamicModel,
  document: DocumentDef,
  template: string,
  record: Row,
): Promise<Rendered> {
  const { principal, services } = operation;
  const organization = ORGANIZATIONS.find(({ id }) => id === principal.organizationId);
  const name = organization?.name ?? '';
  const org = { id: principal.organizationId, name, slug: organization?.slug ?? '', branding: { name } };
  const leftOut = new Set<string>();
  const relation = /\{\{\s*line_items\s*\}\}/.test(template) ? linesOf(operation, model) : null;
  const lines = relation ? await linesTable(operation, relation, record) : '';
  const fill = (token: string): Filling => {
    const [root, ...path] = token.split('.');
    if (token === 'now') return new Date(services.clock.now()).toISOString().slice(0, 16).replace('T', ' ');
    if (token === 'line_items' && relation) return { html: lines };
    // A host's branding has more fields than this organization: what it has not is empty, and no fault of the template.
    if (root === 'org' && path[0] === 'branding' && path.length === 2) return textOf(valueAt(org, path));
    const value = root === 'record' ? valueAt(record, path) : root === 'org' ? valueAt(org, path) : undefined;
    if (value === undefined || path.length === 0) leftOut.add(`{{${token.slice(0, 64)}}}`);
    return path.length === 0 ? '' : textOf(value);
  };
  const content = writeHtml(template, { fill, leftOut: (what) => leftOut.add(what.slice(0, 64)) });
  // Its own head and body stay where they are: what is put before them belongs to the head.
  const html = `<!doctype html><meta charset="utf-8"><style>${BASE_STYLE}${PAPER[document.paper]}</style>${content}`;
  if (html.length > MAX_HTML_CHARS) throw tooLong();
  const named = (document.filename ?? '').replace(/\{\{([^{}]*)\}\}/g, (_, token: string) => {
    const filling = fill(token.trim());
    return typeof filling === 'string' ? filling : '';
  });
  return {
    html,
    filename: fileName(named.replace(/\.(?:pdf|html?)$/i, '')) || `${document.key}-${textOf(record.id)}`,
    leftOut: [...leftOut].sort(),
  };
}
