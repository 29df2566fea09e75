/** A failure at any statement of any operation leaves the catalogue and every row as they were, but for the ledger. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import type { Database, Session } from '../database/port';
import { compile, join, sql } from '../database/sql';
import { createKernel, type Kernel } from '../kernel';
import { createTestGuest } from '../testing/guest';
import { cases } from '../testing/drawn';
import { hashOf, manifestWith, openTestDatabase } from '../testing/kernel';
import type { InstallRequest } from './request';

/** Statements of one operation at which it is made to fail. */
const SPOTS = cases(8, 1000);

const ORG = ORGANIZATIONS[0].id;

class Injected extends Error {}

/** A database whose next operation of the owner's fails before its statement number `at`; it counts them as well. */
interface Breakable {
  database: Database;
  seen: number;
  at: number | null;
  /** Fails when everything is done, before the commit. */
  atEnd: boolean;
}

function breakable(database: Database): Breakable {
  const state: Breakable = { database, seen: 0, at: null, atEnd: false };
  const broken = (session: Session): Session => {
    const next = (): void => {
      state.seen += 1;
      if (state.seen !== state.at) return;
      state.at = null;
      throw new Injected(`before statement ${state.seen}`);
    };
    return {
      run(statement) {
        next();
        return session.run(statement);
      },
      script(text) {
        next();
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
          const value = await work(broken(session));
          if (state.atEnd) {
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

let real: Database;
let state: Breakable;
let kernel: Kernel;
beforeAll(async () => {
  real = await openTestDatabase();
  state = breakable(real);
  const guest = createTestGuest();
  for (const name of ['up', 'on', 'off', 'bye', 'in']) guest.on(name, () => '');
  kernel = await createKernel({ database: state.database, guest });
});
afterAll(() => real.close());

const query = async (text: string) => (await real.asOwner((session) => session.run({ sql: text, parameters: [] }))).rows;

/** Everything that PostgreSQL has of tables, and a digest of the rows of each, but for the ledger. */
async function checksum(): Promise<unknown> {
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
  const { rows } = await real.asOwner((session) => session.run(compile(sql`select ${join(digests)}`)));
  return { catalogue, rows };
}

const addon = (version: string, more: Partial<ManifestV3> = {}): ManifestV3 => ({
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

const request = (version: string): InstallRequest => {
  const manifest = addon(version);
  return {
    manifest,
    manifestHash: hashOf(manifest),
    organizationIds: [ORG],
    locales: {},
    sqlFiles: {
      'migrations/0001.sql': 'create table brittle_extra (id int);',
      ...(version === '2.0.0' && {
        'upgrade/2.sql': `update brittle_things set name = name || '!';`,
        'migrations/0002.sql': `alter table brittle_things alter column size type integer using size::integer; update brittle_things set added = name;`,
      }),
    },
  };
};

const first = async () => String((await query('select id from metacore.tombstones order by at desc limit 1'))[0]?.id);

/** The life of an addon, one operation after the other: each is made to fail at many places, and then goes through. */
const LIFE: [name: string, operation: () => Promise<unknown>][] = [
  ['install', () => kernel.install(request('1.0.0'))],
  [
    'an edit in development',
    () =>
      kernel.install({
        ...request('1.0.0'),
        manifest: addon('1.0.0', { models: addon('1.0.0').models?.slice(0, 1) ?? [] }),
        manifestHash: 'sha256:edit',
        development: true,
      }),
  ],
  ['upgrade', () => kernel.upgrade(request('2.0.0'))],
  ['disable', () => kernel.setStatus({ addonKey: 'brittle', organizationId: ORG, status: 'disabled' })],
  ['enable', () => kernel.setStatus({ addonKey: 'brittle', organizationId: ORG, status: 'enabled' })],
  ['uninstall', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG })],
  ['restore', async () => kernel.restore(await first())],
  ['install over what was restored', () => kernel.install(request('2.0.0'))],
  ['uninstall and put away again', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG })],
  ['purge of a tombstone', async () => kernel.purge(await first())],
  ['install anew', () => kernel.install(request('2.0.0'))],
  ['uninstall with purge', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG, purge: true })],
];

/** Numbers from 1 to `most`, spread, the first and the last among them. */
const spread = (most: number): number[] =>
  most <= SPOTS
    ? Array.from({ length: most }, (_, at) => at + 1)
    : [...new Set(Array.from({ length: SPOTS }, (_, at) => 1 + Math.round((at * (most - 1)) / (SPOTS - 1))))];

const failure = (operation: () => Promise<unknown>): Promise<unknown> =>
  operation().then(
    () => null,
    (thrown: unknown) => thrown,
  );

describe('a failure of an operation leaves everything as it was', () => {
  it.each(LIFE)('%s', async (_, operation) => {
    const before = await checksum();
    state.seen = 0;
    state.atEnd = true;
    expect(await failure(operation)).toBeInstanceOf(Injected);
    const statements = state.seen;
    expect(await checksum()).toEqual(before);
    const spots = spread(statements - 1);
    expect(spots.length).toBeGreaterThan(3);
    for (const at of spots) {
      state.seen = 0;
      state.at = at;
      expect(await failure(operation), `statement ${at} of ${statements}`).toBeInstanceOf(Injected);
      expect(await checksum(), `statement ${at} of ${statements}`).toEqual(before);
    }
    await operation();
    expect(await checksum()).not.toEqual(before);
  });
});
