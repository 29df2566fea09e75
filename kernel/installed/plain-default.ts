import { isYes } from '../columns/boolean';
import { wireNumber } from '../database/type-parsers';
import { hasDefault } from '../schema/table-columns';
import type { ModelColumn } from './model';

const CALL = /\(\)$|^current_timestamp$/;

/** Whether a new row that leaves the column out gets a value by the column's own default. */
export const isDefaulted = ({ declared }: Pick<ModelColumn, 'declared'>): boolean => declared !== null && hasDefault(declared);

/**
 * The default of a column as rows answer it, whatever way the manifest writes it; undefined where there is none, and where a function
 * makes it.
 * @example plainDefault(a boolean with "default": "'yes'") // true
 */
export function plainDefault({ declared, kind }: Pick<ModelColumn, 'declared' | 'kind'>): string | number | boolean | undefined {
  const value: unknown = declared !== null && hasDefault(declared) ? declared.default : undefined;
  const written = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof written !== 'string' || CALL.test(written)) return undefined;
  const text = /^'(.*)'$/s.exec(written)?.[1] ?? written;
  if (kind === 'boolean') return isYes(text);
  return kind === 'integer' || kind === 'decimal' ? wireNumber(kind, text) : text;
}
