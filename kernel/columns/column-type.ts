/** What the kernel needs to know about a column's type, whatever its parameters. */
export type ColumnKind = 'uuid' | 'text' | 'integer' | 'decimal' | 'boolean' | 'timestamp' | 'date' | 'json' | 'vector';

/** A column's type. */
export interface ColumnType {
  kind: ColumnKind;
  /** The SQL type; a function of the parameters where there are any. */
  sql: string;
}

const PLAIN: Readonly<Record<string, ColumnType>> = {
  uuid: { kind: 'uuid', sql: 'uuid' },
  text: { kind: 'text', sql: 'text' },
  integer: { kind: 'integer', sql: 'integer' },
  bigint: { kind: 'integer', sql: 'bigint' },
  numeric: { kind: 'decimal', sql: 'numeric(18,4)' },
  boolean: { kind: 'boolean', sql: 'boolean' },
  timestamp: { kind: 'timestamp', sql: 'timestamptz' },
  timestamptz: { kind: 'timestamp', sql: 'timestamptz' },
  date: { kind: 'date', sql: 'date' },
  json: { kind: 'json', sql: 'jsonb' },
  jsonb: { kind: 'json', sql: 'jsonb' },
  vector: { kind: 'vector', sql: 'vector' },
};

const PARAMETRISED = /^(numeric|varchar|vector)\((\d{1,4})(?:,(\d{1,4}))?\)$/;

/**
 * The SQL type of a manifest type (docs/architecture/03, INST-TYPES). The answer is one of a closed list plus digits, so it
 * can stand in DDL as it is.
 * Null for any other text.
 */
export function columnTypeOf(type: string): ColumnType | null {
  const plain = Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined;
  if (plain) return plain;
  const match = PARAMETRISED.exec(type);
  if (match) {
    const [, name, first, second] = match;
    if (name === 'numeric' && second !== undefined)
      return { kind: 'decimal', sql: `numeric(${String(Number(first))},${String(Number(second))})` };
    if (name === 'varchar' && second === undefined) return { kind: 'text', sql: `varchar(${String(Number(first))})` };
    if (name === 'vector' && second === undefined) return { kind: 'vector', sql: `vector(${String(Number(first))})` };
  }
  return null;
}
