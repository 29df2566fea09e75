/** Text from a URL or a body, read as a value of a column's kind. */
import type { ColumnKind } from '../installer/column-type';
import { isUuid } from './operation';

const INTEGER = /^-?\d{1,19}$/;
const DECIMAL = /^-?(\d{1,120}(\.\d{0,60})?|\.\d{1,60})(e[+-]?\d{1,3})?$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?( ?(Z|[+-]\d\d(:?\d\d)?))?$/i;
const TRUE = new Set(['true', 't', '1']);
const FALSE = new Set(['false', 'f', '0']);

function realDate(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

/**
 * The text as PostgreSQL reads it for a column of this kind, or null when it is none. What passes here cannot make a
 * cast fail, so a bad value in a filter never becomes a database error.
 */
export function literalOf(kind: ColumnKind, text: string): string | null {
  const trimmed = text.trim();
  switch (kind) {
    case 'uuid':
      return isUuid(trimmed) ? trimmed.toLowerCase() : null;
    case 'integer':
      return INTEGER.test(trimmed) && BigInt.asIntN(64, BigInt(trimmed)) === BigInt(trimmed) ? trimmed : null;
    case 'decimal':
      return DECIMAL.test(trimmed) ? trimmed : null;
    case 'boolean':
      return TRUE.has(trimmed.toLowerCase()) ? 'true' : FALSE.has(trimmed.toLowerCase()) ? 'false' : null;
    case 'date':
      return INSTANT.test(trimmed) && realDate(trimmed) ? trimmed.slice(0, 10) : null;
    case 'timestamp':
      return INSTANT.test(trimmed) && realDate(trimmed) && !Number.isNaN(Date.parse(trimmed.replace(' ', 'T').replace(/ /g, '')))
        ? trimmed
        : null;
    case 'json':
    case 'vector':
    case 'text':
      return text;
  }
}

export const isDateText = (text: string): boolean => DATE.test(text) && realDate(text);
