import { schemaError } from './messages';

/** The only SQL a default may hold: what stands in this list is used as it is, everything else is a quoted value. */
const LITERALS = [
  /^-?\d+(\.\d+)?$/,
  /^'[^'";\\]*'$/,
  /^now\(\)$/,
  /^gen_random_uuid\(\)$/,
  /^uuid_generate_v4\(\)$/,
  /^current_timestamp$/,
  /^true$/,
  /^false$/,
  /^null$/,
];
/** What could leave the quotes. */
const UNSAFE = /['";\\]/;

/**
 * The SQL text of a declared default, or null when there is none. Only literals of a fixed list reach the statement as
 * they are; any other text becomes a quoted value, and text that could leave its quotes is refused.
 *
 * @example defaultSql('open') // "'open'"
 * @throws KernelError `unsafe_default`
 */
export function defaultSql(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    // NUL would end the statement for the server.
    if (value.includes('\0')) throw schemaError('unsafe_default', { value: JSON.stringify(value), reason: 'nul' });
    if (LITERALS.some((literal) => literal.test(value))) return value === 'null' ? null : value;
    if (!UNSAFE.test(value)) return `'${value}'`;
    throw schemaError('unsafe_default', { value: JSON.stringify(value), reason: 'quotes' });
  }
  throw schemaError('unsafe_default', { value: '', reason: 'object' });
}
