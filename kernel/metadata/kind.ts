/**
 * Which cell and which input a column gets (docs/architecture/04, META-DERIVE). An instant's are those of an instant; hosts give
 * it a day's, with which its time can be neither seen nor written.
 */
import { KINDS } from '../columns/kinds';
import type { ModelColumn } from '../installed/model';

export const tableType = (own: ModelColumn): string => KINDS[own.kind].screen.cell;

/** Cells inferred from a column's name; the first that fits wins. */
const BY_NAME: readonly [RegExp, string][] = [
  [/^(url|website|link)$|_(url|link)$/, 'url'],
  [/^(email|correo)$/, 'email'],
  [/^(phone|telefono|tel)$/, 'phone'],
  [/^(status|state|estado)$/, 'status'],
  [/^color$/, 'color'],
  [/^(image|photo|logo)$|_(image|photo)$|avatar$/, 'image'],
  [/^(created_by|updated_by|owner|author)$|_by$/, 'creator'],
];
const MONEY = /(^|_)(price|amount|total|cost|subtotal|balance|paid)$/;

/** The renderer of a column's cells: declared, the stage column's, or inferred; null leaves it to the type. */
export function cellStyle(own: ModelColumn, stageField: string | undefined): string | null {
  if (own.declared?.display !== undefined) return own.declared.display;
  if (own.name === stageField) return 'status';
  const { isNumber, screen } = KINDS[own.kind];
  if (screen.style !== undefined) return screen.style;
  if (own.name.endsWith('_at')) return 'date';
  const named = BY_NAME.find(([pattern]) => pattern.test(own.name));
  if (named) return named[1];
  if (isNumber && MONEY.test(own.name)) return 'currency';
  return screen.plainStyle ?? null;
}

const IMAGE_NAME = /^(image|photo|logo|picture)$|_(image|photo|logo)$|avatar$/;
const LONG_TEXT = new Set([
  'description',
  'notes',
  'comment',
  'comments',
  'body',
  'content',
  'address',
  'message',
  'summary',
  'bio',
  'remarks',
  'observations',
  'details',
]);

/** Whether the column's choices are rows of a model. */
const hasSource = ({ declared }: ModelColumn): boolean => declared?.options !== undefined && !Array.isArray(declared.options);

/** The input of a column in a form: declared widget, reference, choices, then by name, then by type. */
export function formType(own: ModelColumn): string {
  const declared = own.declared;
  if (declared?.widget !== undefined) return declared.widget;
  if (own.ref !== null || hasSource(own)) return 'dynamic_select';
  if (own.options.length > 0 || declared?.options_source !== undefined) return 'select';
  if (IMAGE_NAME.test(own.name)) return 'image';
  if (LONG_TEXT.has(own.name)) return 'textarea';
  return KINDS[own.kind].screen.control;
}

/** The control that filters a column in the table's header. */
export function filterType(own: ModelColumn): string | null {
  const { filter } = KINDS[own.kind].screen;
  if (filter === null) return null;
  if (own.options.length > 0) return 'select';
  if (own.ref !== null) return 'dynamic_select';
  // Its choices come from elsewhere: as a text it would be offered by its bare values.
  if (hasSource(own)) return 'select';
  return filter;
}
