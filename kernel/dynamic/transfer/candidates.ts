/** The rows of a file as a create takes them: headings found, cells read for their columns, choices and references by what they are called. */
import type { Session } from '../../database/port';
import { compile, sql } from '../../database/sql';
import { type FieldErrors, RequestFailure } from '../../failure';
import { slices } from '../../pause';
import { ownReading } from '../../security/readable';
import type { DynamicModel, ModelColumn } from '../../installed/model';
import { type Operation, resolveModel, translatorFor } from '../../operation/operation';
import { isUuid } from '../../values/uuid';
import { column, from, visible } from '../row';
import { cellText } from './cell-text';
import { asRefusal, fileFault } from './faults';
import { columnsOfHeadings, importColumns, plain, writtenFileColumns } from './columns';
import type { FileContent, FileRow } from './grid';
import { habitsOf } from './habits';
import { inLanguage, NOTES } from './sentences';
import { folded } from './folding';

export interface Candidate {
  number: number;
  body: Record<string, string>;
  /** What is wrong with cells that have no value, by column. */
  faults: FieldErrors;
}

/** The rows of a file. They are read where they are needed, so that they are not there twice. */
export interface FileRows {
  readonly count: number;
  /** What is told of the file beside its faults, in the caller's language. */
  readonly notes: readonly string[];
  slice(start: number, end: number): Candidate[];
}

interface Heading {
  name: string;
  own: ModelColumn;
}

/** A column as spreadsheets call it: A, B, … Z, AA. */
function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

const lostLetters = ({ lostLetters: lost }: FileContent, language: string): string[] =>
  lost === undefined
    ? []
    : [inLanguage(NOTES.lost_letters, language).replace(/\{(\w+)\}/g, (_, name) => String(name === 'row' ? lost.row : lost.cells))];

/** @throws RequestFailure 422 when the file has none of the model's columns, 400 when it has one of them twice */
function headingsIn(operation: Operation, model: DynamicModel, content: FileContent): (Heading | undefined)[] {
  const columnsOf = (headings: readonly string[]) => columnsOfHeadings(headings, importColumns(model), translatorFor(operation, model));
  const own = columnsOf(content.headings);
  // The second of two headings of one column leads to none, and what stands under it would be lost.
  const repeated = content.headings.find((heading, index) => own[index] === undefined && columnsOf([heading])[0] !== undefined);
  if (repeated !== undefined) throw asRefusal(fileFault('heading_twice', { name: repeated.slice(0, 100) }), operation.language);
  const added = writtenFileColumns(operation, model);
  // The model's own columns come first; a heading that is none of them may be an extension's, by name or by label.
  const columns = content.headings.map((heading, index) => {
    const found = own[index];
    if (found) return { name: found.name, own: found };
    const named = added.find(({ name }) => plain(name) === plain(heading)) ?? added.find(({ label }) => plain(label) === plain(heading));
    return named && { name: named.name, own: named.own };
  });
  if (!columns.some((one) => one !== undefined))
    throw new RequestFailure(422, `none of the file's headings is a column of ${model.key} that a file can fill`);
  return columns;
}

/** Headings that are named in a note. */
const MAX_NAMED = 10;
const listed = (names: readonly string[]): string =>
  names
    .slice(0, MAX_NAMED)
    .map((name) => name.slice(0, 60))
    .join(', ') + (names.length > MAX_NAMED ? ', …' : '');

/** @throws RequestFailure 422 when the file has none of the model's columns */
export async function fileRows(operation: Operation, model: DynamicModel, content: FileContent): Promise<FileRows> {
  const columns = headingsIn(operation, model, content);
  const slice = slices();
  const habits = await habitsOf(content.rows, columns, () => (slice.due() ? slice.pause() : undefined));
  const chosen = choiceReader(operation, model);
  const candidate = ({ number, cells }: FileRow): Candidate => {
    const found: Candidate = { number, body: {}, faults: {} };
    for (const cell of cells) {
      const one = columns[cell.column];
      // In a text file a comma that should have been quoted moves what is behind it; beside a table of a workbook people write notes.
      if (cell.column >= columns.length && content.dialect !== 'workbook')
        found.faults[letterOf(cell.column)] = [{ code: 'no_heading', params: { text: cell.text.slice(0, 100) } }];
      // An empty cell says nothing: the column's default, or no value.
      if (!one || Object.hasOwn(found.body, one.name) || Object.hasOwn(found.faults, one.name)) continue;
      const reading = cell.fault ? { fault: cell.fault } : cellText(cell.text, one.own, cell.column, content.dialect, habits);
      if ('fault' in reading) found.faults[one.name] = [{ code: reading.fault, params: { text: cell.text.slice(0, 100) } }];
      else found.body[one.name] = chosen(one.own, reading.text);
    }
    return found;
  };
  const unread = content.headings.filter((heading, index) => heading.trim() !== '' && columns[index] === undefined);
  const notes = [
    ...(content.isWindows === true ? [inLanguage(NOTES.windows_1252, operation.language)] : []),
    ...lostLetters(content, operation.language),
    ...(unread.length > 0 ? [inLanguage(NOTES.unread, operation.language).replace('{names}', () => listed(unread))] : []),
  ];
  return { count: content.rows.length, notes, slice: (start, end) => content.rows.slice(start, end).map(candidate) };
}

/** People write what a choice is called: its label stands for its value. */
function choiceReader(operation: Operation, model: DynamicModel): (own: ModelColumn, text: string) => string {
  const translate = translatorFor(operation, model);
  const named = new Map<ModelColumn, Map<string, string>>();
  return (own, text) => {
    if (text === '' || own.options.length === 0 || own.options.some((option) => option.value === text)) return text;
    let values = named.get(own);
    if (!values) {
      values = new Map(own.options.flatMap(({ value, label }) => [value, label, translate(label)].map((name) => [folded(name), value])));
      named.set(own, values);
    }
    return values.get(folded(text)) ?? text;
  };
}

/**
 * References are written by what the row is called too, where only one is called so: to the letter first, then in any case. PostgreSQL
 * compares both, since two ways to fold letters disagree on some of them (Σ at the end of a word, İ).
 */
export async function resolveLabels(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly Candidate[],
): Promise<void> {
  for (const own of model.columns.values()) {
    const target = own.ref === null || own.kind !== 'uuid' ? null : resolveModel(operation, model, own.ref);
    const texts = target ? [...new Set(rows.map(({ body }) => body[own.name] ?? '').filter((text) => text !== '' && !isUuid(text)))] : [];
    if (!target || texts.length === 0) continue;
    const label = sql`${column(target.labelColumn)}::text`;
    const { rows: found } = await session.run<{ text: string; id: string }>(
      compile(
        sql`select said.text, coalesce(min(${column('id')}::text) filter (where ${label} = said.text), min(${column('id')}::text)) as id from unnest(${texts}::text[]) as said(text) join ${from(ownReading(target))} on lower(${label}) = lower(said.text) where ${visible(target, operation.principal.organizationId)} group by 1 having count(*) = 1 or count(*) filter (where ${label} = said.text) = 1`,
      ),
    );
    const ids = new Map(found.map((row) => [row.text, row.id]));
    for (const { body } of rows) {
      const id = ids.get(body[own.name] ?? '');
      if (id !== undefined) body[own.name] = id;
    }
  }
}
