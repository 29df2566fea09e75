import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Session } from '../../database/port';
import { ORGANIZATIONS } from '../../database/core-rows';
import { schemaOf } from '../../schema/schema-of';
import type { ColumnState } from '../../schema/state';
import { manifestWith, openTestKernel, type TestKernel } from '../../testing/kernel';
import { contextOf as contextWith, type LifecyclePorts } from '../apply';
import { readCatalogue } from '../catalogue';
import { kindOf, statementsOf } from './kinds';
import type { Of, StepContext } from './kind';
import type { SchemaStep, Step } from './step';

let t: TestKernel;
let database: Database;
beforeAll(async () => {
  t = await openTestKernel();
  ({ database } = t);
  await t.install(manifest);
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const SCHEMA = 'addon_stepping';
const manifest = manifestWith('stepping', [
  {
    key: 'Thing',
    table: 'things',
    audit: false,
    columns: [
      { name: 'name', type: 'text', comment: 'its name' },
      { name: 'size', type: 'integer', not_null: true, default: 3 },
      { name: 'owner_id', type: 'uuid' },
    ],
  },
  { key: 'Owner', table: 'owners', audit: false, columns: [{ name: 'name', type: 'text' }] },
]);

const column = (name: string, more: Partial<ColumnState> = {}): ColumnState => ({
  name,
  type: 'text',
  notNull: false,
  default: null,
  ...more,
});
const table = (name: string) => {
  const [thing] = schemaOf(manifest, ORG).tables;
  if (!thing) throw new Error('no table');
  return { ...thing, name, indexes: [], foreignKeys: [] };
};
const AT = { schema: SCHEMA, table: 'things' };
const INDEX = { name: 'by_size', columns: ['size'], unique: false, method: 'btree', where: null } as const;
const KEY = { name: 'fk_owner', columns: ['owner_id'], schema: SCHEMA, table: 'owners', references: ['id'], onDelete: 'cascade' } as const;

interface Sample<S extends SchemaStep = SchemaStep> {
  step: S;
  /** What has to be there first. */
  given?: SchemaStep[];
  sql: string[];
}

const THINGS = '"addon_stepping"."things"';
const noted = `update ${THINGS} set id = id`;

/** A step of every kind with its statements; the compiler names a kind that has none. */
const SAMPLES: { [K in SchemaStep['kind']]: Sample<Of<K>> } = {
  'create-schema': {
    step: { kind: 'create-schema', schema: SCHEMA },
    sql: ['create schema if not exists "addon_stepping"', 'grant usage on schema "addon_stepping" to "metacore_app"'],
  },
  'rename-table': {
    step: { kind: 'rename-table', ...AT, to: 'items' },
    sql: [
      `insert into metacore.journal (op, schema_name, table_name, row_id, before) select 'delete', 'addon_stepping', 'things', id::text, row_to_json(t.*) from ${THINGS} t`,
      `alter table ${THINGS} rename to "items"`,
      'update "addon_stepping"."items" set id = id',
    ],
  },
  'rename-column': {
    step: { kind: 'rename-column', ...AT, column: 'name', to: 'title' },
    sql: [`alter table ${THINGS} rename column "name" to "title"`, noted],
  },
  'create-table': {
    step: {
      kind: 'create-table',
      schema: SCHEMA,
      table: { ...table('extras'), columns: [column('id', { type: 'uuid', notNull: true })], tenantColumn: null },
    },
    sql: [
      'create table "addon_stepping"."extras" ("id" uuid not null, primary key ("id"))',
      'grant select, insert, update, delete on "addon_stepping"."extras" to "metacore_app"',
      'create trigger metacore_journal after update or delete on "addon_stepping"."extras" for each row execute function metacore.journal_row()',
      'create trigger metacore_journal_added after insert on "addon_stepping"."extras" referencing new table as added for each statement execute function metacore.journal_added()',
    ],
  },
  'add-column': {
    step: { kind: 'add-column', ...AT, column: column('note', { comment: 'a note' }) },
    sql: [`alter table ${THINGS} add column "note" text`, `comment on column ${THINGS}."note" is 'a note'`],
  },
  'alter-column-type': {
    step: { kind: 'alter-column-type', ...AT, column: 'name', from: 'text', to: 'varchar(9)' },
    sql: [
      `alter table ${THINGS} alter column "name" drop default`,
      `alter table ${THINGS} alter column "name" type varchar(9) using "name"::text`,
    ],
  },
  'set-default': {
    step: { kind: 'set-default', ...AT, column: 'name', default: "'x'" },
    sql: [`alter table ${THINGS} alter column "name" set default 'x'`],
  },
  'set-not-null': {
    step: { kind: 'set-not-null', ...AT, column: 'name' },
    sql: [`alter table ${THINGS} alter column "name" set not null`],
  },
  'drop-not-null': {
    step: { kind: 'drop-not-null', ...AT, column: 'size' },
    sql: [`alter table ${THINGS} alter column "size" drop not null`],
  },
  'set-comment': {
    step: { kind: 'set-comment', ...AT, column: 'size', comment: "it's" },
    sql: [`comment on column ${THINGS}."size" is 'it''s'`],
  },
  'drop-table': { step: { kind: 'drop-table', schema: SCHEMA, table: 'owners' }, sql: ['drop table "addon_stepping"."owners"'] },
  'drop-column': { step: { kind: 'drop-column', ...AT, column: 'name' }, sql: [`alter table ${THINGS} drop column "name"`] },
  'park-column': { step: { kind: 'park-column', ...AT, column: 'size' }, sql: [`alter table ${THINGS} alter column "size" drop not null`] },
  'park-table': { step: { kind: 'park-table', ...AT }, sql: [] },
  'create-index': {
    step: { kind: 'create-index', ...AT, index: { ...INDEX, columns: [...INDEX.columns] } },
    sql: [`create index "by_size" on ${THINGS} using btree ("size")`],
  },
  'drop-index': {
    step: { kind: 'drop-index', schema: SCHEMA, index: 'idx_things_org' },
    sql: ['drop index "addon_stepping"."idx_things_org"'],
  },
  'add-foreign-key': {
    step: { kind: 'add-foreign-key', ...AT, foreignKey: { ...KEY, columns: [...KEY.columns], references: [...KEY.references] } },
    sql: [
      `alter table ${THINGS} add constraint "fk_owner" foreign key ("owner_id") references "addon_stepping"."owners" ("id") on delete cascade`,
    ],
  },
  'drop-foreign-key': {
    step: { kind: 'drop-foreign-key', ...AT, name: 'fk_owner' },
    given: [{ kind: 'add-foreign-key', ...AT, foreignKey: { ...KEY, columns: [...KEY.columns], references: [...KEY.references] } }],
    sql: [`alter table ${THINGS} drop constraint "fk_owner"`],
  },
  'tombstone-table': {
    step: { kind: 'tombstone-table', ...AT, to: 'things_t', indexes: [{ from: 'idx_things_org', to: 'idx_t' }] },
    sql: [
      `insert into metacore.journal (op, schema_name, table_name, row_id, before) select 'delete', 'addon_stepping', 'things', id::text, row_to_json(t.*) from ${THINGS} t`,
      'alter index "addon_stepping"."idx_things_org" rename to "idx_t"',
      `alter table ${THINGS} rename to "things_t"`,
    ],
  },
  'restore-table': {
    step: { kind: 'restore-table', ...AT, to: 'others', indexes: [] },
    sql: [`alter table ${THINGS} rename to "others"`, 'update "addon_stepping"."others" set id = id'],
  },
  'tombstone-schema': {
    step: { kind: 'tombstone-schema', schema: SCHEMA, to: 'stepping_t' },
    sql: [
      'alter schema "addon_stepping" rename to "stepping_t"',
      `insert into metacore.journal (op, schema_name, table_name, row_id) values ('drop', 'addon_stepping', '', '')`,
    ],
  },
  'restore-schema': {
    step: { kind: 'restore-schema', schema: SCHEMA, to: 'stepping_r', tables: ['things'] },
    sql: ['alter schema "addon_stepping" rename to "stepping_r"', 'update "stepping_r"."things" set id = id'],
  },
  'drop-schema': {
    step: { kind: 'drop-schema', schema: SCHEMA },
    sql: [
      'drop schema if exists "addon_stepping" cascade',
      `insert into metacore.journal (op, schema_name, table_name, row_id) values ('drop', 'addon_stepping', '', '')`,
    ],
  },
  'drop-tables': {
    step: { kind: 'drop-tables', schema: SCHEMA, tables: ['things', 'owners'] },
    sql: [`drop table ${THINGS}, "addon_stepping"."owners"`],
  },
  'delete-rows': {
    step: { kind: 'delete-rows', ...AT, tenant: { column: 'organization_id', organizationId: ORG } },
    sql: [`delete from ${THINGS} where "organization_id" = '${ORG}'`],
  },
  'require-column': {
    step: { kind: 'require-column', ...AT, column: 'name' },
    sql: [`alter table ${THINGS} alter column "name" set not null`],
  },
};

const ports = { memory: new Map(), bookkeeping: [], services: { registry: () => ({ setAside: [] }) } } as unknown as LifecyclePorts;
const contextOf = (session: Session): StepContext => contextWith(session, ports);

/** Runs steps in a transaction that is taken back; answers the schema before, after the steps, and after the way back. */
async function thereAndBack(step: Step, given: readonly Step[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  const back = new Error('back');
  await database
    .asOwner(async (session) => {
      const context = contextOf(session);
      for (const one of given) await kindOf(one).run(context, one);
      seen.push(await readCatalogue(session, SCHEMA));
      for (const one of [step, ...kindOf(step).undo(step).steps]) {
        await kindOf(one).run(context, one);
        seen.push(await readCatalogue(session, SCHEMA));
      }
      throw back;
    })
    .catch((error: unknown) => {
      if (error !== back) throw error;
    });
  return seen;
}

describe.each(Object.values<Sample>(SAMPLES))('$step.kind', ({ step, given = [], sql }) => {
  it('is these statements, and PostgreSQL takes them', async () => {
    expect(statementsOf(step)).toEqual(sql);
    await expect(thereAndBack(step, given)).resolves.not.toHaveLength(0);
  });

  it('names the way back, which leads to where it began', async () => {
    const { steps, needs } = kindOf(step).undo(step);
    const [before, after, back] = await thereAndBack(step, given);
    const changes = JSON.stringify(before) !== JSON.stringify(after);
    if (steps.length > 0) expect(sorted(back)).toEqual(sorted(before));
    // What has no way back of its own leaves the tables as they are, or needs to know what was there.
    else expect([step.kind, needs === 'nothing' && changes]).toEqual([step.kind, false]);
  });

  it('says in words what it does, and is plain data', () => {
    expect(kindOf(step).print(step)).toMatch(/^[a-z]+ .*\w/);
    expect(structuredClone(step)).toEqual(step);
  });
});

/** A column that went and came back stands at the end. */
const sorted = (tables: unknown): unknown =>
  (tables as { name: string; indexes: string[]; columns: { name: string }[] }[]).map((one) => ({
    ...one,
    indexes: one.indexes.toSorted(),
    columns: one.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }));
