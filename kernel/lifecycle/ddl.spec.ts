import { describe, expect, it } from 'vitest';
import type { Column, ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, ticketsManifest } from '../testing/kernel';
import { planSchema } from './plan-schema';
import { schemaOf } from '../schema/schema-of';
import { statementsOf } from './steps/kinds';

const ORG = ORGANIZATIONS[0].id;

/** Every statement of a first install. */
const ddlOf = (manifest: ManifestV3): string[] => planSchema(null, schemaOf(manifest, ORG)).steps.flatMap(statementsOf);

const model = (columns: Column[], more: Partial<Model> = {}): Model => ({ key: 'Thing', table: 'things', columns, ...more });
const thing = (columns: Column[], more: Partial<Model> = {}): ManifestV3 => manifestWith('demo', [model(columns, more)]);

const AUDIT =
  '"created_at" timestamptz default now() not null, "updated_at" timestamptz default now() not null, "deleted_at" timestamptz, "created_by_id" uuid, "updated_by_id" uuid, "deleted_by_id" uuid';
const HEAD = '"id" uuid default gen_random_uuid() not null, "organization_id" uuid not null';
const own = (column = 'organization_id') => `"${column}" = nullif(current_setting('app.current_org', true), '')::uuid`;

/** What follows the columns of every table. */
const around = (table: string, tenant: string | null = 'organization_id'): string[] => [
  `grant select, insert, update, delete on ${table} to "metacore_app"`,
  `create trigger metacore_journal after update or delete on ${table} for each row execute function metacore.journal_row()`,
  `create trigger metacore_journal_added after insert on ${table} referencing new table as added for each statement execute function metacore.journal_added()`,
  ...(tenant === null
    ? []
    : [
        `alter table ${table} enable row level security`,
        `create policy rls_org_isolation on ${table} using (${own(tenant)}) with check (${own(tenant)})`,
      ]),
];

/** The columns of the only `create table` among the statements of a model. */
const columnsIn = (manifest: ManifestV3): string => {
  const create = ddlOf(manifest).find((statement) => statement.startsWith('create table'));
  return create?.slice(create.indexOf('(') + 1, create.lastIndexOf(', primary key')) ?? '';
};

describe('the tickets template', () => {
  it('becomes exactly these statements', () => {
    expect(ddlOf(ticketsManifest())).toEqual([
      'create schema if not exists "addon_tickets"',
      'grant usage on schema "addon_tickets" to "metacore_app"',
      `create table "addon_tickets"."tickets" ("id" uuid default gen_random_uuid() not null, "organization_id" uuid not null, "title" varchar(200) not null, "description" text, "status" text default 'open' not null, "priority" text default 'normal' not null, "urgent" boolean default false not null, "due_date" date, "amount" numeric(12,2), "requester_email" text not null, "assignee_id" uuid, ${AUDIT}, primary key ("id"))`,
      ...around('"addon_tickets"."tickets"'),
      `create table "addon_tickets"."ticket_comments" (${HEAD}, "ticket_id" uuid not null, "body" text not null, "internal" boolean default true not null, ${AUDIT}, primary key ("id"))`,
      ...around('"addon_tickets"."ticket_comments"'),
      'create index "idx_tickets_org" on "addon_tickets"."tickets" using btree ("organization_id")',
      'create index "idx_tickets_org_created" on "addon_tickets"."tickets" using btree ("organization_id", "created_at" desc)',
      'create index "idx_tickets_title" on "addon_tickets"."tickets" using btree ("title")',
      'create index "idx_tickets_requester_email" on "addon_tickets"."tickets" using hash ("requester_email")',
      'create index "tickets_organization_status_idx" on "addon_tickets"."tickets" using btree ("organization_id", "status")',
      `create index "tickets_pending_due_idx" on "addon_tickets"."tickets" using btree ("due_date") where "status" <> 'closed' and "due_date" is not null`,
      'create index "idx_ticket_comments_org" on "addon_tickets"."ticket_comments" using btree ("organization_id")',
      'create index "idx_ticket_comments_org_created" on "addon_tickets"."ticket_comments" using btree ("organization_id", "created_at" desc)',
      'create index "idx_ticket_comments_body" on "addon_tickets"."ticket_comments" using hash ("body")',
      'create index "ticket_comments_ticket_idx" on "addon_tickets"."ticket_comments" using btree ("ticket_id")',
      'alter table "addon_tickets"."ticket_comments" add constraint "fk_ticket_comments_ticket_id" foreign key ("ticket_id") references "addon_tickets"."tickets" ("id") on delete cascade',
    ]);
  });
});

describe('columns', () => {
  it('may be called like SQL keywords, and so may tables', () => {
    const keywords: Column[] = ['select', 'from', 'user', 'order', 'default', 'table'].map((name) => ({ name, type: 'text' }));
    expect(ddlOf(manifestWith('demo', [{ key: 'Order', table: 'order', columns: keywords }])).slice(2, 3)).toEqual([
      `create table "addon_demo"."order" (${HEAD}, "select" text, "from" text, "user" text, "order" text, "default" text, "table" text, ${AUDIT}, primary key ("id"))`,
    ]);
  });

  it('carry their comments, whatever is in them', () => {
    const columns: Column[] = [
      { name: 'code', type: 'text', comment: `the customer's "own" \\ code; -- x` },
      { name: 'note', type: 'text', comment: ' ' },
    ];
    const comment = `comment on column "addon_demo"."things"."code" is 'the customer''s "own" \\ code; -- x'`;
    expect(ddlOf(thing(columns)).filter((statement) => statement.startsWith('comment'))).toEqual([comment]);
    const { steps } = planSchema(schemaOf(thing([]), ORG), schemaOf(thing(columns.slice(0, 1)), ORG));
    expect(steps.flatMap(statementsOf)).toEqual([`alter table "addon_demo"."things" add column "code" text`, comment]);
  });

  it('take every type of the contract', () => {
    const types = [
      'uuid',
      'text',
      'integer',
      'bigint',
      'numeric',
      'boolean',
      'timestamp',
      'timestamptz',
      'date',
      'json',
      'jsonb',
      'vector',
    ];
    const sized = ['numeric(10,2)', 'varchar(40)', 'vector(3)'];
    const columns = [...types, ...sized].map((type, n): Column => ({ name: `c${n}`, type: type }));
    expect(columnsIn(thing(columns))).toBe(
      `${HEAD}, "c0" uuid, "c1" text, "c2" integer, "c3" bigint, "c4" numeric(18,4), "c5" boolean, "c6" timestamptz, "c7" timestamptz, "c8" date, "c9" jsonb, "c10" jsonb, "c11" vector, "c12" numeric(10,2), "c13" varchar(40), "c14" vector(3), ${AUDIT}`,
    );
  });

  it('take every default of the list, and quote plain words', () => {
    const defaults: [Column['type'], unknown, string][] = [
      ['integer', 5, ' default 5'],
      ['numeric', -1.5, ' default -1.5'],
      ['integer', '42', ' default 42'],
      ['text', 'open', ` default 'open'`],
      ['text', `'quoted'`, ` default 'quoted'`],
      ['boolean', true, ' default true'],
      ['boolean', 'false', ' default false'],
      ['timestamptz', 'now()', ' default now()'],
      ['timestamptz', 'current_timestamp', ' default current_timestamp'],
      ['uuid', 'gen_random_uuid()', ' default gen_random_uuid()'],
      ['uuid', 'uuid_generate_v4()', ' default uuid_generate_v4()'],
      ['jsonb', '{}', ` default '{}'`],
      ['text', 'null', ''],
      ['text', null, ''],
      ['text', '', ''],
      ['text', 'drop table x', ` default 'drop table x'`],
      ['text', 'NOW()', ` default 'NOW()'`],
    ];
    const columns = defaults.map(([type, value], n): Column => ({ name: `c${n}`, type, default: value }));
    const sqlType = (type: string) => (type === 'numeric' ? 'numeric(18,4)' : type);
    const expected = defaults.map(([type, , text], n) => `"c${n}" ${sqlType(type)}${text}`).join(', ');
    expect(columnsIn(thing(columns))).toBe(`${HEAD}, ${expected}, ${AUDIT}`);
  });

  it.each([`'); drop table x; --`, `it's`, 'a"b', 'a\\b', 'a;b', 'a\0b', { a: 1 }, [1]])('refuse the default %j', (value) => {
    expect(() => ddlOf(thing([{ name: 'name', type: 'text', default: value }]))).toThrow(
      expect.objectContaining({ code: 'unsafe_default' }),
    );
  });

  it('are computed from an expression that is written anew', () => {
    const columns: Column[] = [
      { name: 'price', type: 'numeric(10,2)' },
      { name: 'qty', type: 'integer' },
      { name: 'total', type: 'numeric(12,2)', not_null: true, default: 0, generated: 'price*(qty - -1)/.5' },
    ];
    expect(columnsIn(thing(columns))).toBe(
      `${HEAD}, "price" numeric(10,2), "qty" integer, "total" numeric(12,2) generated always as ("price" * ( "qty" - - 1 ) / .5) stored, ${AUDIT}`,
    );
  });

  it.each(['price --1\n', 'price; drop table x', 'lower(name)', "price + '1'", 'price /* */ + 1', '', 'price +', 'a'.repeat(3000)])(
    'refuse to be computed from %j',
    (generated) => {
      const columns: Column[] = [
        { name: 'price', type: 'integer' },
        { name: 'total', type: 'integer', generated },
      ];
      if (generated === '') expect(columnsIn(thing(columns))).toBe(`${HEAD}, "price" integer, "total" integer, ${AUDIT}`);
      else if (generated === 'price --1\n') expect(columnsIn(thing(columns))).toContain('generated always as ("price" - - 1) stored');
      else expect(() => ddlOf(thing(columns))).toThrow(expect.objectContaining({ code: 'bad_generated_column' }));
    },
  );

  it.each<[string, Column, Partial<Model>]>([
    ['a constraint', { name: 'a', type: 'integer', constraints: [{ expr: `a > 0${' + 0'.repeat(501)}`, error_key: 'e' }] }, {}],
    ['a constraint that is none', { name: 'a', type: 'integer', constraints: [{ expr: 'a', error_key: 'e' }] }, {}],
    ['a formula', { name: 'a', type: 'integer' }, { formulas: [{ target: 'a', expr: 'round(a)' }] }],
    [
      'a rollup',
      { name: 'a', type: 'integer' },
      {
        relations: [
          { name: 'r', kind: 'one_to_many', through: 'Thing', foreign_key: 'a', rollups: [{ target: 'a', expr: `a${'+a'.repeat(201)}` }] },
        ],
      },
    ],
  ])('%s that nothing could evaluate is refused: it would never do what it says', (_, column, more) => {
    expect(() => ddlOf(thing([column], more))).toThrow(expect.objectContaining({ code: 'bad_expression' }));
  });

  it('longer than 63 bytes are refused, as tables are', () => {
    const long = 'c'.repeat(64);
    const refusal = (what: string) =>
      expect.objectContaining({ code: 'identifier_too_long', details: { what, name: long, limit: 63 } }) as Error;
    expect(() => ddlOf(thing([{ name: long, type: 'text' }]))).toThrow(refusal('column'));
    expect(() => ddlOf(manifestWith('demo', [{ key: 'Thing', table: long, columns: [] }]))).toThrow(refusal('table'));
    expect(columnsIn(thing([{ name: long.slice(1), type: 'text' }]))).toBe(`${HEAD}, "${long.slice(1)}" text, ${AUDIT}`);
  });
});

describe('audit columns', () => {
  const name: Column[] = [{ name: 'name', type: 'text' }];

  it('of a ledger are the created pair', () => {
    expect(columnsIn(thing(name, { append_only: true }))).toBe(
      `${HEAD}, "name" text, "created_at" timestamptz default now() not null, "created_by_id" uuid`,
    );
  });

  it('without audit are the two instants', () => {
    expect(columnsIn(thing(name, { audit: false }))).toBe(
      `${HEAD}, "name" text, "created_at" timestamptz default now() not null, "updated_at" timestamptz default now() not null`,
    );
  });

  it('that the model declares stay as declared, and the host fills when a row was made', () => {
    expect(columnsIn(thing([...name, { name: 'created_at', type: 'timestamptz' }], { append_only: true }))).toBe(
      `${HEAD}, "name" text, "created_at" timestamptz default now(), "created_by_id" uuid`,
    );
    expect(columnsIn(thing([...name, { name: 'created_at', type: 'timestamptz', default: null }], { append_only: true }))).toContain(
      '"created_at" timestamptz default now(),',
    );
  });
});

describe('keys and tenancy', () => {
  it('take a declared primary key of several columns and keep an id', () => {
    const columns: Column[] = [
      { name: 'code', type: 'text', primary_key: true },
      { name: 'year', type: 'integer', primary_key: true },
    ];
    expect(ddlOf(thing(columns, { audit: false }))[2]).toBe(
      `create table "addon_demo"."things" (${HEAD}, "code" text, "year" integer, "created_at" timestamptz default now() not null, "updated_at" timestamptz default now() not null, primary key ("code", "year"))`,
    );
  });

  it('compare the declared tenancy column', () => {
    const manifest = manifestWith('demo', [model([{ name: 'name', type: 'text' }], { audit: false })], {
      tenancy: { isolation: 'shared', rls_column: 'tenant_id' },
    });
    expect(ddlOf(manifest).slice(2)).toEqual([
      'create table "addon_demo"."things" ("id" uuid default gen_random_uuid() not null, "tenant_id" uuid not null, "name" text, "created_at" timestamptz default now() not null, "updated_at" timestamptz default now() not null, primary key ("id"))',
      ...around('"addon_demo"."things"', 'tenant_id'),
      'create index "idx_things_org" on "addon_demo"."things" using btree ("tenant_id")',
      'create index "idx_things_org_created" on "addon_demo"."things" using btree ("tenant_id", "created_at" desc)',
    ]);
  });

  it('give every organization a schema of its own under schema isolation', () => {
    const manifest = manifestWith('demo', [model([{ name: 'name', type: 'text' }], { audit: false })], {
      tenancy: { isolation: 'schema' },
    });
    expect(ddlOf(manifest)).toEqual([
      'create schema if not exists "addon_demo_11111111"',
      'grant usage on schema "addon_demo_11111111" to "metacore_app"',
      'create table "addon_demo_11111111"."things" ("id" uuid default gen_random_uuid() not null, "name" text, "created_at" timestamptz default now() not null, "updated_at" timestamptz default now() not null, primary key ("id"))',
      ...around('"addon_demo_11111111"."things"', null),
    ]);
    expect(schemaOf(manifest, ORGANIZATIONS[1].id).schema).toBe('addon_demo_22222222');
  });

  it('refuse database isolation, which no host offers', () => {
    expect(() => ddlOf(manifestWith('demo', [], { tenancy: { isolation: 'database' } }))).toThrow(
      expect.objectContaining({ code: 'tenancy_not_implemented' }),
    );
  });

  it('cut a long addon key and complete it by a hash', () => {
    const key = `k${'y'.repeat(62)}`;
    const { schema } = schemaOf(manifestWith(key, []), ORG);
    expect(schema).toBe(`addon_k${'y'.repeat(47)}_${schema.slice(-8)}`);
    expect(schema).toHaveLength(63);
    expect(schemaOf(manifestWith(`${key.slice(0, -1)}z`, []), ORG).schema).not.toBe(schema);
  });
});

describe('indexes', () => {
  const indexDdl = (manifest: ManifestV3) =>
    ddlOf(manifest).filter((statement) => /^create (unique )?index/.test(statement) && !/idx_\w+_org/.test(statement));
  const columns: Column[] = [
    { name: 'code', type: 'varchar(20)' },
    { name: 'status', type: 'text' },
    { name: 'meta', type: 'jsonb' },
    { name: 'embedding', type: 'vector(3)' },
    { name: 'sort', type: 'integer' },
  ];

  it('take every method, uniqueness and conditions, built anew', () => {
    const indices: Model['indices'] = [
      { name: 'u_code', columns: ['code'], unique: true, where: `status <> 'gone  AND Co.' AND sort >= -1.5 AND meta is  NOT NULL` },
      { name: 'i_meta', columns: ['meta'], method: 'gin' },
      { name: 'i_hash', columns: ['status'], method: 'hash' },
      { name: 'i_both', columns: ['status', 'sort'] },
    ];
    expect(indexDdl(thing(columns, { indices: indices.slice(1) }))).toEqual([
      'create index "i_meta" on "addon_demo"."things" using gin ("meta")',
      'create index "i_hash" on "addon_demo"."things" using hash ("status")',
      'create index "i_both" on "addon_demo"."things" using btree ("status", "sort")',
    ]);
    const partial: Model['indices'] = [
      { ...indices[0], name: 'u_code', columns: ['code'], where: `status <> 'gone' AND sort >= -1.5 AND meta is  NOT NULL` },
    ];
    expect(indexDdl(thing(columns, { indices: partial }))).toEqual([
      `create unique index "u_code" on "addon_demo"."things" using btree ("code") where "status" <> 'gone' and "sort" >= -1.5 and "meta" is not null`,
    ]);
    const written: Model['indices'] = [{ name: 'i_sort', columns: ['sort'], where: 'sort <> FALSE\n and code IS NULL' }];
    expect(indexDdl(thing(columns, { indices: written }))).toEqual([
      'create index "i_sort" on "addon_demo"."things" using btree ("sort") where "sort" <> false and "code" is null',
    ]);
    // The hosts cut at every AND, inside quotes as well, and so do we.
    expect(() => ddlOf(thing(columns, { indices: indices.slice(0, 1) }))).toThrow(expect.objectContaining({ code: 'bad_index_predicate' }));
  });

  it.each([
    `status = 'a' OR sort = 1`,
    `status = 'it''s'`,
    'lower(status) = 1',
    `status = 'x'; drop table y`,
    '(sort = 1)',
    'sort = 1 --',
    'Status = 1',
    'dueIS NULL',
  ])('refuse the condition %s', (where) => {
    expect(() => ddlOf(thing(columns, { indices: [{ name: 'i', columns: ['sort'], where }] }))).toThrow(
      expect.objectContaining({ code: 'bad_index_predicate' }),
    );
  });

  it('name the column that is missing', () => {
    const refusal = expect.objectContaining({
      code: 'unknown_column',
      details: { table: 'things', column: 'nope', what: 'index', name: 'i' },
    }) as Error;
    expect(() => ddlOf(thing(columns, { indices: [{ name: 'i', columns: ['nope'] }] }))).toThrow(refusal);
    expect(() => ddlOf(thing(columns, { indices: [{ name: 'i', columns: ['sort'], where: 'nope = 1' }] }))).toThrow(refusal);
  });

  it('of search keys do not mind blanks inside the marks', () => {
    const keyed = (format: string): string[] => ddlOf(thing(columns, { search_keys: [{ name: 'key', format }] }));
    expect(keyed('{ code }/{status}')).toEqual(keyed('{code}/{status}'));
    expect(keyed('{code}').join()).not.toEqual(keyed('x{code}').join());
  });

  it('get names that no other index or table has', () => {
    const manifest = manifestWith('demo', [
      { key: 'Ab', table: 'a_b', columns: [{ name: 'c', type: 'integer', searchable: true }] },
      {
        key: 'Aa',
        table: 'a',
        columns: [
          { name: 'b_c', type: 'integer', searchable: true },
          { name: 'org', type: 'integer', searchable: true },
        ],
      },
    ]);
    const names = schemaOf(manifest, ORG).tables.flatMap((table) => table.indexes.map((index) => index.name));
    expect(names).toEqual([
      'idx_a_b_org',
      'idx_a_b_org_created',
      'idx_a_b_c',
      'idx_a_org',
      'idx_a_org_created',
      expect.stringMatching(/^idx_a_b_c_[0-9a-f]{8}$/),
      expect.stringMatching(/^idx_a_org_[0-9a-f]{8}$/),
    ]);
  });

  it('are cut to 63 bytes with a hash', () => {
    const name = `idx_${'x'.repeat(70)}`;
    const [index] = indexDdl(thing(columns, { indices: [{ name, columns: ['sort'] }] }));
    expect(index).toMatch(/^create index "idx_x{50}_[0-9a-f]{8}" on "addon_demo"."things" using btree \("sort"\)$/);
  });
});

describe('foreign keys', () => {
  const parent = model([{ name: 'name', type: 'text' }]);
  const child = (
    policy: 'physical' | 'logical',
    on_delete?: 'restrict' | 'cascade' | 'set_null' | 'no_action',
    target = 'Thing',
  ): Model => ({
    key: 'Part',
    table: 'parts',
    columns: [{ name: 'thing_id', type: 'uuid' }],
    foreign_keys: [{ columns: ['thing_id'], references: { model: target, columns: ['id'] }, policy, ...(on_delete && { on_delete }) }],
  });
  const constraints = (part: Model) => ddlOf(manifestWith('demo', [part, parent])).filter((statement) => statement.includes('foreign key'));
  const constraint = (action: string) =>
    `alter table "addon_demo"."parts" add constraint "fk_parts_thing_id" foreign key ("thing_id") references "addon_demo"."things" ("id") on delete ${action}`;

  it.each([
    ['restrict', 'restrict'],
    ['cascade', 'cascade'],
    ['set_null', 'set null'],
    ['no_action', 'no action'],
    [undefined, 'no action'],
  ] as const)('that are physical are constraints with on_delete %s', (declared, action) => {
    expect(constraints(child('physical', declared))).toEqual([constraint(action)]);
    expect(constraints(child('physical', declared, 'demo.Thing'))).toEqual([constraint(action)]);
  });

  it('that are logical, or point at another addon, are none', () => {
    expect(constraints(child('logical', 'cascade'))).toEqual([]);
    expect(constraints(child('physical', 'cascade', 'core.User'))).toEqual([]);
  });
});
