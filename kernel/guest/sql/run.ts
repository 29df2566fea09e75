/** Runs SQL of a guest: judged, as the addon, under the role of requests, with the addon's schema first on the search path. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { loadSqlParser } from '../../contract/sql/load';
import { APP_ROLE } from '../../database/bookkeeping';
import { type Result, type Session, SqlError, type Statement } from '../../database/port';
import type { InstalledAddon } from '../../installed/registry';
import { asCaller, rowsAsCaller, transact } from '../../operation/operation';
import { isGranted } from '../host/capability';
import { type HostContext, HostRefusal, textOf } from '../host/context';
import { judgeSql, type JudgedSql, type NamedRelation, SqlRefusal } from './gate';
import { type SqlImport, textFault } from './statement-text';
import { ArgumentFault, argumentsOf } from './values';

/** Rows of one answer. */
export const MAX_ROWS = 10_000;

export const ownSchemaOf = ({ key }: Pick<InstalledAddon, 'key'>): string => `addon_${key}`;

/** Where the tables of the addon are: a schema of its organization's own under schema isolation. */
const physicalSchemaOf = (addon: InstalledAddon): string => addon.models[0]?.schema ?? ownSchemaOf(addon);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const searchPathOf = (addon: InstalledAddon): string => `${quoted(physicalSchemaOf(addon))}, public`;

const invalid = (message: string): HostRefusal => new HostRefusal('invalid_sql', message);

/** Functions and operators that are neither PostgreSQL's nor an extension's: what a migration made where names are looked for. */
const OWN_NAMES = `select distinct name from (
    select proname::text as name, pronamespace as schema, oid, 'pg_proc'::regclass as class from pg_proc
    union all select oprname::text, oprnamespace, oid, 'pg_operator'::regclass from pg_operator
  ) as made
  where schema in (select oid from pg_namespace where nspname in ($1, 'public'))
    and not exists (select from pg_depend where classid = made.class and objid = made.oid and deptype = 'e')`;

const ownNames = new WeakMap<InstalledAddon, ReadonlySet<string>>();

async function ownNamesOf({ operation, addon, session }: HostContext): Promise<ReadonlySet<string>> {
  const known = ownNames.get(addon);
  if (known) return known;
  const rows = await rowsAsCaller<{ name: string }>(operation, { sql: OWN_NAMES, parameters: [physicalSchemaOf(addon)] });
  const names = new Set(rows.map(({ name }) => name));
  // What a transaction makes that is still open may be taken back.
  if (session === null) ownNames.set(addon, names);
  return names;
}

async function judged(context: HostContext, sql: string, by: SqlImport): Promise<JudgedSql> {
  let parse;
  try {
    parse = await loadSqlParser();
  } catch {
    throw new HostRefusal('db_unavailable', 'the parser of PostgreSQL could not be loaded, and nothing runs unread');
  }
  const fault = textFault(sql, by);
  if (fault !== null) throw invalid(fault);
  const parsed = parse(sql);
  if (!parsed.ok) throw invalid(parsed.message);
  try {
    return judgeSql(parsed.tree, by, ownSchemaOf(context.addon));
  } catch (error) {
    if (error instanceof SqlRefusal) throw invalid(error.message);
    throw error;
  }
}

/** The name that a capability is asked for by; null for what is the addon's own. */
function foreignName({ addon }: HostContext, { schema, table }: NamedRelation): string | null {
  if (schema === ownSchemaOf(addon)) return null;
  if (schema !== null) return `${schema}.${table}`;
  // Hosts look for a bare name in the addon's schema, then in public.
  return addon.models.some((own) => own.table === table) ? null : `public.${table}`;
}

function demandRelations(context: HostContext, { relations }: JudgedSql, by: SqlImport): void {
  for (const relation of relations) {
    const name = foreignName(context, relation);
    if (name === null) continue;
    const kind = relation.verb === 'write' ? 'db:write' : 'db:read';
    // The playground's own books are nobody's, whatever is declared.
    if (name.startsWith('metacore.')) throw new HostRefusal('forbidden', `"${name}" is the host's own`);
    if (!isGranted(context, { kinds: [kind], target: name, caller: by }))
      throw new HostRefusal('forbidden', `addon "${context.addon.key}" lacks ${kind} "${name}"`);
  }
}

/** The statement without what ends it, and with names of the addon's schema led to where its tables are. */
function statementText(context: HostContext, sql: string, { location, length, relations }: JudgedSql): string {
  const bytes = new TextEncoder().encode(sql);
  const decode = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
  const end = length === 0 ? bytes.length : location + length;
  const [own, physical] = [ownSchemaOf(context.addon), physicalSchemaOf(context.addon)];
  let [text, at] = ['', location];
  if (own !== physical)
    for (const relation of [...relations].sort((a, b) => a.location - b.location)) {
      if (relation.schema !== own) continue;
      const rest = decode(relation.location, end);
      const name = /^(?:"(?:[^"]|"")*"|[^\s."]+)/.exec(rest)?.[0] ?? '';
      text += decode(at, relation.location) + quoted(physical);
      at = relation.location + new TextEncoder().encode(name).length;
    }
  return text + decode(at, end);
}

const SET = `select set_config('search_path', $1, true), set_config('app.current_org', $2, true), set_config('app.current_user', $3, true),
  set_config('role', $4, true)`;
const READ_ONLY: Statement = { sql: `select set_config('transaction_read_only', 'on', true)`, parameters: [] };
const AS_IT_IS = `select current_setting('search_path') as path, coalesce(current_setting('app.current_org', true), '') as organization,
  coalesce(current_setting('app.current_user', true), '') as person, current_setting('role') as role`;

interface Identity {
  path: string;
  organization: string;
  person: string;
  role: string;
}

const become = ({ path, organization, person, role }: Identity): Statement => ({
  sql: SET,
  parameters: [path, organization, person, role],
});

const guestIdentity = ({ operation: { principal }, addon }: HostContext): Identity => ({
  path: searchPathOf(addon),
  organization: principal.organizationId,
  person: principal.userId,
  role: APP_ROLE,
});

/** In a transaction that somebody else opened, perhaps as the owner of everything: as the addon, and then as before. */
async function runWithin(context: HostContext, session: Session, statement: Statement): Promise<Result<Record<string, unknown>>> {
  const [before] = (await session.run<Identity>({ sql: AS_IT_IS, parameters: [] })).rows;
  await session.run(become(guestIdentity(context)));
  const result = await session.run(statement);
  if (before) await session.run(become(before));
  return result;
}

/** Codes of what PostgreSQL refused. */
function refusedBy(error: unknown): HostRefusal | null {
  if (!(error instanceof SqlError)) return null;
  const { sqlState } = error.fault;
  if (sqlState === '42501') return new HostRefusal('forbidden', error.message);
  if (sqlState.startsWith('23')) return new HostRefusal('constraint_violation', `${error.message} (SQLSTATE ${sqlState})`);
  return new HostRefusal('db_error', `${error.message} (SQLSTATE ${sqlState})`);
}

/**
 * Runs it: a query reads only, behind a savepoint where a transaction is open; a change joins the transaction of its call, where one that
 * fails spoils the rest, or has one of its own, in which `finish` may still refuse it.
 * @throws HostRefusal
 */
export async function runGuestSql<T>(
  context: HostContext,
  by: SqlImport,
  [sqlArgument, jsonArgument]: readonly (Uint8Array | null)[],
  finish: (result: Result<Record<string, unknown>>) => T,
): Promise<T> {
  const { limits } = HOST_IMPORTS[by];
  if ((sqlArgument?.length ?? 0) > limits.requestBytes)
    throw invalid(`the statement is longer than ${String(limits.requestBytes / 1024)} KiB`);
  const sql = textOf(sqlArgument);
  if (sql === null) throw invalid('the statement is no text of UTF-8');
  const judgement = await judged(context, sql, by);
  const parameters = argumentsIn(jsonArgument);
  const own = await ownNamesOf(context);
  for (const name of judgement.names)
    if (own.has(name))
      throw invalid(`"${name.slice(0, 64)}" is a function or an operator that a migration made, and a guest calls none here`);
  demandRelations(context, judgement, by);
  if (judgement.parameters !== parameters.length)
    throw new HostRefusal(
      'arg_count_mismatch',
      `the statement has ${String(judgement.parameters)} parameters and was given ${String(parameters.length)} arguments`,
    );
  const text = statementText(context, sql, judgement);
  // The name of the schema keeps plans of one text apart that mean the tables of two addons.
  const mark = `\n/* ${physicalSchemaOf(context.addon)} */`;
  const limited = by === 'db_query' ? `select * from (${text}\n) as guest limit ${String(MAX_ROWS + 1)}` : text;
  const statement: Statement = { sql: limited + mark, parameters, asTexts: true };
  const { operation } = context;
  const { clock } = operation.services;
  const startedAt = clock.now();
  const checked = (result: Result<Record<string, unknown>>): T => {
    if (clock.now() - startedAt > limits.deadlineMs)
      throw new HostRefusal('query_timeout', `the statement took longer than ${String(limits.deadlineMs / 1000)} s`);
    if (result.rows.length > MAX_ROWS) throw new HostRefusal('row_limit_exceeded', `the answer has more than ${String(MAX_ROWS)} rows`);
    return finish(result);
  };
  try {
    const { inside } = operation;
    if (inside && by === 'db_query') return checked(await inside.session.savepoint(() => runWithin(context, inside.session, statement)));
    if (inside) return checked(await runWithin(context, inside.session, statement));
    if (by === 'db_query')
      return await asCaller(operation, async (session) => {
        await session.run(READ_ONLY);
        await session.run(become(guestIdentity(context)));
        return checked(await session.run(statement));
      });
    return await transact(operation, async (session) => {
      await session.run(become(guestIdentity(context)));
      return checked(await session.run(statement));
    });
  } catch (error) {
    throw refusedBy(error) ?? error;
  }
}

function argumentsIn(argument: Uint8Array | null | undefined): (string | null)[] {
  try {
    return argumentsOf(textOf(argument));
  } catch (error) {
    if (error instanceof ArgumentFault) throw new HostRefusal('arg_decode', error.message);
    throw error;
  }
}
