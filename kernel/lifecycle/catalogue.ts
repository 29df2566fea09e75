/** What PostgreSQL itself says of an addon's schema: the one account of it that cannot be out of date. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { ForeignKeyState } from '../schema/state';

/** A foreign key and the table that has it. */
export interface ForeignKeyAt {
  schema: string;
  table: string;
  foreignKey: ForeignKeyState;
}

export interface CatalogueTable {
  name: string;
  /** `type` as `column-type.ts` writes it. */
  columns: { name: string; type: string; notNull: boolean; comment: string | null }[];
  indexes: string[];
  foreignKeys: ForeignKeyState[];
  /** Foreign keys of tables in other schemas that point at this one. */
  pointing: ForeignKeyAt[];
}

/** How PostgreSQL prints types that `column-type.ts` writes shorter. */
const SPELLINGS: readonly [printed: string, written: string][] = [
  ['character varying', 'varchar'],
  ['timestamp with time zone', 'timestamptz'],
];

const written = (type: string): string => SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), type);

const names = (relation: string, numbers: string) =>
  sql.raw(
    `(select json_agg(a.attname order by u.at) from unnest(${numbers}) with ordinality u(number, at) join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number)`,
  );

/** The members in the order of `ForeignKeyState`: states are compared as texts. */
const KEY = sql`json_build_object('name', k.conname, 'columns', ${names('k.conrelid', 'k.conkey')},
  'schema', (select s.nspname from pg_class r join pg_namespace s on s.oid = r.relnamespace where r.oid = k.confrelid),
  'table', (select r.relname from pg_class r where r.oid = k.confrelid), 'references', ${names('k.confrelid', 'k.confkey')},
  'onDelete', case k.confdeltype when 'c' then 'cascade' when 'r' then 'restrict' when 'n' then 'set null' else 'no action' end)`;

/** The tables of a schema, or null when there is no such schema. All of it by name: PostgreSQL's own order changes with every vacuum. */
export async function readCatalogue(session: Session, schema: string): Promise<CatalogueTable[] | null> {
  const { rows } = await session.run<Omit<CatalogueTable, 'name'> & { name: string | null }>(
    compile(sql`select c.relname as name,
        (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull, 'comment', col_description(c.oid, a.attnum)) order by a.attnum), '[]')
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select coalesce(json_agg(i.relname order by i.relname), '[]') from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid) as indexes,
        (select coalesce(json_agg(${KEY} order by k.conname), '[]') from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys",
        (select coalesce(json_agg(json_build_object('schema', t.nspname, 'table', f.relname, 'foreignKey', ${KEY}) order by t.nspname, f.relname, k.conname), '[]')
          from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace t on t.oid = f.relnamespace
          where k.confrelid = c.oid and k.contype = 'f' and t.oid <> n.oid) as pointing
      from pg_namespace n left join pg_class c on c.relnamespace = n.oid and c.relkind = 'r'
      where n.nspname = ${schema} order by c.relname`),
  );
  if (rows.length === 0) return null;
  return rows.flatMap(({ name, columns, ...table }): CatalogueTable[] =>
    // A schema without tables is a row without one.
    name === null ? [] : [{ ...table, name, columns: columns.map((column) => ({ ...column, type: written(column.type) })) }],
  );
}
