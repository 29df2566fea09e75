/** An addon of which every part can fail, a database that fails or stops where a spec says so, and a checksum over everything it holds. */
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import type { Database, Session } from '../database/port';
import { compile, join, sql } from '../database/sql';
import type { InstallRequest } from '../lifecycle/request';
import { createTestGuest } from './guest';
import { hashOf, manifestWith } from './kernel';

const ORG = ORGANIZATIONS[0].id;

export class Injected extends Error {}

/** A database whose next operation of the owner's fails before its statement number `at`; it counts them as well. */
export interface Breakable {
  database: Database;
  seen: number;
  at: number | null;
  /** Fails when everything is done, before the commit of a transaction that changed something. */
  atEnd: boolean;
  /** What happens at the statement at which it fails, before it does. */
  dies: (() => Promise<void>) | null;
}

export function breakable(database: Database): Breakable {
  const state: Breakable = { database, seen: 0, at: null, atEnd: false, dies: null };
  const broken = (session: Session, wrote: () => unknown): Session => {
    const next = async (): Promise<void> => {
      state.seen += 1;
      if (state.seen !== state.at) return;
      state.at = null;
      if (state.dies) await state.dies();
      throw new Injected(`before statement ${state.seen}`);
    };
    return {
      async run(statement) {
        await next();
        if (!/^\s*select\b/i.test(statement.sql)) wrote();
        return session.run(statement);
      },
      async script(text) {
        await next();
        wrote();
        return session.script(text);
      },
      savepoint: (work) => session.savepoint(work),
    };
  };
  state.database = {
    asTenant: (...all) => database.asTenant(...all),
    readAsTenant: (...all) => database.readAsTenant(...all),
    changes: () => database.changes(),
    asOwner: (work, committed, origin) =>
      database.asOwner(
        async (session) => {
          const writes: true[] = [];
          const value = await work(broken(session, () => writes.push(true)));
          if (state.atEnd && writes.length > 0) {
            state.atEnd = false;
            throw new Injected('before the commit');
          }
          return value;
        },
        committed,
        origin,
      ),
    health: () => database.health(),
    close: () => database.close(),
    onStatement: undefined,
  };
  return state;
}

/** Everything that PostgreSQL has of tables, and a digest of the rows of each, but for the ledger. */
export async function checksumOf(database: Database): Promise<unknown> {
  const query = async (text: string) => (await database.asOwner((session) => session.run({ sql: text, parameters: [] }))).rows;
  const catalogue = await query(`select n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity as secured,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
        'default', (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = c.oid and d.adnum = a.attnum),
        'comment', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select json_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid) as constraints,
      (select json_agg(t.tgname order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (select json_agg(p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname in ('public', 'metacore') or n.nspname like 'addon%') and c.relkind in ('r', 'i', 'v') order by 1, 2`);
  const tables = catalogue.filter(({ kind, name }) => kind === 'r' && name !== 'lifecycle_operations');
  const digests = tables.map(
    ({ schema, name }, at) =>
      sql`(select md5(coalesce(string_agg(r::text, ' ' order by r::text), '')) from ${sql.id(String(schema), String(name))} r) as ${sql.id(`t${at}`)}`,
  );
  const { rows } = await database.asOwner((session) => session.run(compile(sql`select ${join(digests)}`)));
  return { catalogue, rows };
}

/** `brittle`: tables with rows, keys, a rule, grants, hooks, a migration, a ladder to `2.0.0`, and a way back from `2.1.0`. */
export const brittle = (version: string, more: Partial<ManifestV3> = {}): ManifestV3 => ({
  ...manifestWith(
    'brittle',
    [
      {
        key: 'Thing',
        table: 'brittle_things',
        columns: [
          { name: 'name', type: 'text', searchable: true, comment: 'its name' },
          { name: 'size', type: version === '1.0.0' ? 'text' : 'integer' },
          ...(version === '1.0.0' ? [] : [{ name: 'added', type: 'text', not_null: true } as const]),
          ...(version === '2.1.0' ? [{ name: 'later', type: 'text' } as const] : []),
        ],
        rules: [{ kind: 'unique', columns: ['name'], error_key: 'twice' }],
        seed: { key: 'name', rows: [version === '1.0.0' ? { name: 'seeded', size: '1' } : { name: 'seeded', size: 2, added: 'new' }] },
      },
      {
        key: 'Part',
        table: 'brittle_parts',
        columns: [{ name: 'thing_id', type: 'uuid' }],
        foreign_keys: [
          { columns: ['thing_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' },
        ],
      },
    ],
    {
      rbac: { permissions: [{ key: 'brittle.see', label: 's' }], roles: [{ key: 'brittler', label: 'B', permissions: ['brittle.see'] }] },
      lifecycle: {
        install: 'in',
        enable: 'on',
        disable: 'off',
        uninstall: 'bye',
        upgrade: [
          { from: '1.x', type: 'sql', function: 'upgrade/2.sql' },
          { from: '1.x', type: 'wasm', function: 'up' },
        ],
      },
      ...more,
    },
  ),
  metadata: { key: 'brittle', name: 'brittle', version },
});

export const brittleRequest = (version: string): InstallRequest => {
  const manifest = brittle(version);
  return {
    manifest,
    manifestHash: hashOf(manifest),
    organizationIds: [ORG],
    locales: {},
    sqlFiles: {
      'migrations/0001.sql': 'create table brittle_extra (id int);',
      ...(version === '2.1.0' && {
        'migrations/0003.sql': '-- +goose Up\ncreate table brittle_later (id int);\n-- +goose Down\ndrop table brittle_later;',
      }),
      ...(version !== '1.0.0' && {
        'upgrade/2.sql': `update brittle_things set name = name || '!';`,
        'migrations/0002.sql': `alter table brittle_things alter column size type integer using size::integer; update brittle_things set added = name;`,
      }),
    },
  };
};

/** Code that answers every hook of it. */
export function brittleGuest(): ReturnType<typeof createTestGuest> {
  const guest = createTestGuest();
  for (const name of ['up', 'on', 'off', 'bye', 'in']) guest.on(name, () => '');
  return guest;
}
