/** The only values that may become a column's default: what the host can write into DDL without quoting trouble. */

/** A default as the installer needs it. */
export type ColumnDefault =
  | { kind: 'none' }
  /** An SQL literal or known function, to be used as it stands. */
  | { kind: 'literal'; sql: string }
  /** Plain text that must be quoted. */
  | { kind: 'text'; text: string }
  | { kind: 'refused'; reason: 'shape' | 'characters' };

const LITERAL = /^(?:-?\d+(?:\.\d+)?|'[^'";\\]*'|now\(\)|gen_random_uuid\(\)|uuid_generate_v4\(\)|current_timestamp|true|false|null)$/;
const UNSAFE = /['";\\]/;

/** Whether a text is one of the literals a default may hold. Only lowercase. */
export const isDefaultLiteral = (text: string): boolean => LITERAL.test(text);

/**
 * Reads the `default` of a v3 column (rule DEFAULT).
 * @example columnDefault('open') // { kind: 'text', text: 'open' }
 */
export function columnDefault(value: unknown): ColumnDefault {
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'literal', sql: String(value) };
  if (typeof value !== 'string') return { kind: 'refused', reason: 'shape' };
  if (isDefaultLiteral(value)) return { kind: 'literal', sql: value };
  return UNSAFE.test(value) ? { kind: 'refused', reason: 'characters' } : { kind: 'text', text: value };
}
