/** Which of its types a document is of, and the field of its body that carries the lines. */
import type { DocumentFormType } from '../../schemas';
import type { DynamicModel } from '../installed/model';
import { isNumber } from '../values/json';
import type { Row } from './row';

/** The field of the body that carries a type's lines; null where it has none. */
export function linesField(model: DynamicModel, { lines }: DocumentFormType): string | null {
  if (lines === undefined || lines === false) return null;
  return (typeof lines === 'object' ? lines.field : undefined) ?? model.declared?.document_forms?.lines_field ?? 'lines';
}

const scalarText = (value: unknown): string => (typeof value === 'string' || isNumber(value) ? String(value) : '');

type Body = Readonly<Record<string, unknown>>;

/** The type of a document among those that have lines: the one its column names, or the first where it names none; undefined where it names another. */
export function namedType(model: DynamicModel, body: Body, before: Row | null): DocumentFormType | undefined {
  const { type_field: typeField = '', types = [] } = model.declared?.document_forms ?? {};
  const withLines = types.filter((type) => linesField(model, type) !== null);
  const named = scalarText(Object.hasOwn(body, typeField) ? body[typeField] : before?.[typeField]);
  if (named === '') return withLines[0];
  return withLines.find(({ key, value }) => named === (value === undefined || value === '' ? key : value));
}

/** The type whose lines a document is sent with: the one its column names, else the first that has lines. */
export const typeOfLines = (model: DynamicModel, body: Body, before: Row | null): DocumentFormType | undefined =>
  namedType(model, body, before) ?? model.declared?.document_forms?.types.find((type) => linesField(model, type) !== null);
