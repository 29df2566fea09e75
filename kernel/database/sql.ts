/**
 * SQL is composed with Kysely's template: values become parameters, identifiers go through `sql.id`/`sql.ref`, which quote
 * them. Nothing concatenates an identifier into a statement.
 */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import type { Statement } from './port';

/** Compiles only; statements run through the database port. */
const compiler = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type Fragment = RawBuilder<unknown>;

/** The statement of a fragment: its text with `$1…` and the parameters. */
export function compile(fragment: Fragment): Statement {
  const { sql: text, parameters } = fragment.compile(compiler);
  return { sql: text, parameters };
}

/** The text of a fragment that carries no parameters (DDL). @throws Error when it carries one: DDL takes none. */
export function ddl(fragment: Fragment): string {
  const statement = compile(fragment);
  if (statement.parameters.length > 0) throw new Error(`DDL cannot carry parameters: ${statement.sql}`);
  return statement.sql;
}

/** `"schema"."table"`. */
export function tableId(schema: string, table: string): Fragment {
  return sql`${sql.id(schema)}.${sql.id(table)}`;
}

export function join(fragments: readonly Fragment[], separator: Fragment = sql`, `): Fragment {
  return sql`${sql.join([...fragments], separator)}`;
}

export { sql };
