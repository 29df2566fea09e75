/**
 * What a document that is sent with its lines may take of what it is made from, checked in the transaction that writes it
 * (docs/architecture/04, SOURCE-CHECKS): the source is there and may be chosen, and no line takes more than is left.
 */
import type { DocumentFormType } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { type FieldErrors, invalidFields } from '../failure';
import { mayRead, ownReading, unasked } from '../security/readable';
import { differenceOf, type Fraction, fractionOf, sumOf } from '../values/fraction';
import type { DocumentLines, Line } from './document-lines';
import type { DynamicModel } from '../installed/model';
import { plainDefault } from '../installed/plain-default';
import { type Operation, resolveModel } from '../operation/operation';
import { isUuid } from '../values/uuid';
import { passesOptionFilter } from './option-filter';
import { type Relation, relationNamed } from './relations';
import { column, from, type Row, visible } from './row';
import { NO_QUANTITY, quantityLeft, takenByRows, told } from './source-lines';
import { exceedsRemaining, lineNotFound, notEligible, notFound } from './source-messages';

type Source = NonNullable<DocumentFormType['sources']>[number];
type Body = Readonly<Record<string, unknown>>;

/** How much a sum may lie above what is left: hosts add as doubles, and 0.1 + 0.2 is no fault of whoever asks. */
const TOLERANCE: Fraction = { over: 1n, under: 1_000_000_000n };

const isMore = (one: Fraction, other: Fraction): boolean => differenceOf(one, other).over > 0n;
const idOf = (value: unknown): string | null => (typeof value === 'string' && isUuid(value.trim()) ? value.trim().toLowerCase() : null);

/** Sources that remember what they are made from in the same field, by that field: what one of them has is not missing. */
function byField(sources: readonly Source[], field: 'link_field' | 'line_link_field'): Map<string, Source[]> {
  const grouped = new Map<string, Source[]>();
  for (const source of sources) {
    const name = source[field] ?? '';
    if (name !== '') grouped.set(name, [...(grouped.get(name) ?? []), source]);
  }
  return grouped;
}

/** Of models without rows of their own nothing is locked: the kernel does not write them. */
const locked = (model: DynamicModel, how: 'share' | 'update') => (model.readOnly ? sql`` : sql.raw(` for ${how}`));

/** The document that another one is made from, kept as it is until the transaction ends. */
async function sourceRow(operation: Operation, session: Session, model: DynamicModel, id: string): Promise<Row | undefined> {
  const { rows } = await session.run<Row>(
    compile(sql`select t.* from ${from(ownReading(model))}
      where ${column('id')}::text = ${id} and ${visible(model, operation.principal.organizationId)}${locked(model, 'share')}`),
  );
  return rows[0];
}

async function checkHeader(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  sources: readonly Source[],
  header: Body,
  before: Row | null,
): Promise<FieldErrors> {
  const errors: FieldErrors = {};
  for (const [field, candidates] of byField(sources, 'link_field')) {
    const id = Object.hasOwn(header, field) ? idOf(header[field]) : null;
    if (id === null || (before !== null && idOf(before[field]) === id)) continue;
    let known = false;
    let refused: Source | null = null;
    let fits = false;
    for (const source of candidates) {
      const target = resolveModel(operation, model, source.model);
      if (target === null) continue;
      known = true;
      const row = await sourceRow(operation, session, target, id);
      if (row === undefined) continue;
      if (passesOptionFilter(source.option_filter, row)) fits = true;
      else refused ??= source;
    }
    if (!known || fits) continue;
    errors[field] = [refused === null ? notFound(operation, model, candidates[0]) : notEligible(operation, model, refused)];
  }
  return errors;
}

interface SourceLines {
  source: Source;
  relation: Relation;
  /** Rows of the source's lines, by id. */
  rows: ReadonlyMap<string, Row>;
  /** What is left of each before this document, by id. */
  left: ReadonlyMap<string, Fraction>;
}

/** The lines of a source that a document names, kept from others until the transaction ends: two cannot take what is left of one. */
async function sourceLinesOf(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  source: Source,
  ids: readonly string[],
  { relation: own }: DocumentLines,
  before: Row | null,
): Promise<SourceLines | null> {
  const target = resolveModel(operation, model, source.model);
  const relation = target === null ? 'none' : relationNamed(unasked(operation), target, source.lines);
  if (typeof relation === 'string' || relation.kind !== 'one_to_many') return null;
  const { model: lines } = relation;
  const { rows } = await session.run<Row>(
    compile(sql`select t.* from ${from(lines)}
      where ${column('id')}::text = any (${ids}::text[]) and ${visible(lines, operation.principal.organizationId)} and ${relation.scoped('t')}
      order by ${column('id')}${locked(lines, 'update')}`),
  );
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  const exclude = before === null ? null : String(before.id);
  const isCounted = source.remaining_qty_field === undefined;
  const taken = isCounted
    ? await takenByRows(operation, session, ownReading(model), own.column, own.model, { source, exclude, ids: [...byId.keys()] })
    : new Map<string, Fraction>();
  return { source, relation, rows: byId, left: new Map([...byId].map(([id, row]) => [id, quantityLeft(source, row, taken.get(id))])) };
}

/** What a line asks for, as it will be stored: what was sent, else what its column has by itself. */
function requestedBy(lines: DynamicModel, { body }: Line): Fraction {
  const given = body.quantity;
  const own = lines.columns.get('quantity');
  return fractionOf(given === undefined && own ? plainDefault(own) : given);
}

async function checkLines(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  sources: readonly Source[],
  posted: DocumentLines,
  before: Row | null,
): Promise<FieldErrors> {
  const errors: FieldErrors = {};
  for (const [field, candidates] of byField(sources, 'line_link_field')) {
    const linked = posted.lines.flatMap((line) => {
      const id = idOf(line.body[field]);
      return id === null ? [] : [{ line, id }];
    });
    if (linked.length === 0) continue;
    const ids = [...new Set(linked.map(({ id }) => id))].sort();
    const found: SourceLines[] = [];
    for (const source of candidates) {
      const lines = await sourceLinesOf(operation, session, model, source, ids, posted, before);
      if (lines !== null) found.push(lines);
    }
    if (found.length === 0) continue;
    const sums = new Map<string, Fraction>();
    for (const { line, id } of linked) {
      const place = `${posted.field}.${String(line.index)}.quantity`;
      const of = found.find(({ rows }) => rows.has(id));
      if (of === undefined) {
        errors[place] = [lineNotFound(operation, model, candidates[0], line.number)];
        continue;
      }
      const requested = requestedBy(posted.relation.model, line);
      const earlier = sums.get(id) ?? NO_QUANTITY;
      const left = of.left.get(id) ?? NO_QUANTITY;
      const sum = sumOf(earlier, requested);
      sums.set(id, sum);
      if (!isMore(sum, sumOf(left, TOLERANCE))) continue;
      const rest = differenceOf(left, earlier);
      // What is left tells what others took: to those who may read both sides.
      const isTold = mayRead(operation, of.relation.model) && mayRead(operation, posted.relation.model);
      const remaining = isTold ? told(rest.over < 0n ? NO_QUANTITY : rest) : null;
      errors[place] = [exceedsRemaining(operation, model, of.source, line.number, told(requested), remaining)];
    }
  }
  return errors;
}

const refuse = (errors: FieldErrors): void => {
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
};

/**
 * Checks a document that names its lines against the sources of its type, `before` being the document as it is, null for a new one.
 * @throws RequestFailure 422 `source_not_found` or `source_not_eligible` at the field that names the source, `source_line_not_found`
 * or `exceeds_remaining` at `<field>.<index>.quantity`
 */
export async function checkSources(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  header: unknown,
  posted: DocumentLines | null,
  before: Row | null,
): Promise<void> {
  const sources = posted?.type.sources ?? [];
  if (posted === null || sources.length === 0) return;
  refuse(await checkHeader(operation, session, model, sources, header as Body, before));
  refuse(await checkLines(operation, session, model, sources, posted, before));
}
