/**
 * Whole installations, drawn: two organizations with branches, two addons with references, relations, choices, counters, widgets and
 * documents, extensions of a model and of the host's own people, and a role that may read some of it and write some of it. Whatever it may
 * not read is then changed, and every answer it was given is given again, to reads and to writes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, CrossRule, ManifestV3, Model } from '../../schemas';
import { BRANCHES, ORGANIZATIONS, USERS } from '../database/core-rows';
import { cases } from '../testing/drawn';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';
import { DEFAULT_PRINCIPAL } from './default-principal';
import type { Principal } from '../principal';

const INSTALLATIONS = cases(6, 2_000);
/** After so many the database is given up for a new one: the engine vacuums nothing by itself, so that its catalogue only grows. */
const PER_DATABASE = 100;
const REQUESTS = 20;
const WRITES = 12;
const ROWS = 3;
const TYPES = ['text', 'integer', 'numeric(12,2)', 'boolean', 'date', 'jsonb'] as const;
type Type = (typeof TYPES)[number];
/** Columns that other hosts, and searches, take for a row's name as well. */
const NAMELIKE = ['code', 'email', 'description'];

/** Few values, so that filters and groups meet them. */
const VALUES: Record<Type, readonly string[]> = {
  text: ['red', 'blue', 'green'],
  integer: ['1', '2', '3'],
  'numeric(12,2)': ['1.50', '2.25', '3.00'],
  boolean: ['true', 'false'],
  date: ['2026-01-01', '2026-02-02', '2026-03-03'],
  jsonb: ['["a"]', '["b"]', '{"a": 1}'],
};

interface Drawn {
  key: string;
  table: string;
  schema: string;
  /** Of what is added to another model. */
  extends?: string;
  plain: { name: string; type: Type }[];
  /** References: the key of the model that is pointed at. */
  refs: { name: string; to: string }[];
  /** Rules across records, those of them that its references and columns allow. */
  rules: { state: string | null; limit: boolean; unique: boolean; skips: boolean; always: boolean };
  choice: { source: string; label: string; extra: string; filter: string; value: string } | null;
  /** With the branch it belongs to, and numbers of its own in each. */
  branched: boolean;
  readable: boolean;
  writable: boolean;
}

const pick = <T>(list: readonly T[]) => fc.constantFrom(...list);
const plainColumns = (prefix: string, namelike: readonly string[] = NAMELIKE): fc.Arbitrary<Drawn['plain']> =>
  fc
    .tuple(fc.subarray([...namelike]), fc.array(pick(TYPES), { minLength: 1, maxLength: 4 }))
    .map(([named, types]) => [
      ...named.map((name): Drawn['plain'][number] => ({ name, type: 'text' })),
      ...types.map((type, at) => ({ name: `${prefix}${at}`, type })),
    ]);

const NO_RULES: Drawn['rules'] = { state: null, limit: false, unique: false, skips: false, always: false };
const rules: fc.Arbitrary<Drawn['rules']> = fc.record({
  state: fc.option(pick(VALUES.text), { nil: null }),
  limit: fc.boolean(),
  unique: fc.boolean(),
  skips: fc.boolean(),
  always: fc.boolean(),
});

const modelOf = (key: string, schema: string, targets: readonly string[], sources: readonly string[]): fc.Arbitrary<Drawn> =>
  fc.record({
    key: fc.constant(key),
    table: fc.constant(`${key.toLowerCase()}_rows`),
    schema: fc.constant(schema),
    plain: plainColumns('c'),
    refs: fc.array(pick(targets), { maxLength: 2 }).map((list) => list.map((to, at) => ({ name: `r${at}_id`, to }))),
    rules,
    choice: fc.option(
      fc.record({
        source: pick(sources),
        label: pick(['name', 'code', 'c0']),
        extra: pick(['email', 'c0', 'c1']),
        filter: pick(['c0', 'code']),
        value: pick(['id', 'id', 'c0']),
      }),
      { nil: null },
    ),
    branched: fc.boolean(),
    readable: fc.boolean(),
    writable: fc.boolean(),
  });

const extensionOf = (key: string, target: string): fc.Arbitrary<Drawn> =>
  fc.record({
    key: fc.constant(key),
    table: fc.constant(`${key.toLowerCase()}_rows`),
    schema: fc.constant('addon_beta'),
    extends: fc.constant(target),
    // None that a row of it would be called by: that would be told as any row's name is.
    plain: plainColumns('x', []),
    refs: fc.array(pick(['core.User', 'alpha.A0']), { maxLength: 1 }).map((list) => list.map((to, at) => ({ name: `y${at}_id`, to }))),
    rules: fc.constant(NO_RULES),
    choice: fc.constant(null),
    branched: fc.constant(false),
    readable: fc.boolean(),
    writable: fc.boolean(),
  });

const ALPHA = ['A0', 'A1', 'A2'];
const installation = fc.tuple(
  modelOf('A0', 'addon_alpha', ['core.User', 'A0'], ALPHA),
  modelOf('A1', 'addon_alpha', ['A0', 'A1'], ALPHA),
  modelOf('A2', 'addon_alpha', ['A0', 'A1', 'core.User'], ALPHA),
  modelOf('B0', 'addon_beta', ['alpha.A0', 'alpha.A1'], ['alpha.A1', 'alpha.A2', 'core.User']),
  extensionOf('Extra', 'alpha.A0'),
  extensionOf('Badge', 'core.User'),
);

const keyOf = (name: string): string => name.replace(/^alpha\./, '');
const numberOf = (model: Drawn) => model.plain.find(({ type }) => type === 'integer' || type === 'numeric(12,2)')?.name;
const textOf = (model: Drawn) => model.plain.find(({ type }) => type === 'text')?.name;

/** The rules of a model: its parent's text has a value, its numbers stay below its parent's, its text is no other row's. */
function rulesOf(model: Drawn, all: readonly Drawn[]): CrossRule[] {
  const { state, limit, unique, skips, always } = model.rules;
  const ref = model.refs[0];
  const parent = all.find(({ key }) => ref !== undefined && key === keyOf(ref.to));
  const found: CrossRule[] = [];
  if (ref && parent) {
    const pointed = {
      ref: ref.name,
      parent: ref.to,
      ...(skips && { on_missing_parent: 'skip' as const }),
      ...(always && { enforce: 'always' as const }),
    };
    const [asked, sum, max] = [textOf(parent), numberOf(model), numberOf(parent)];
    if (state !== null && asked !== undefined)
      found.push({ kind: 'ref_state', ...pointed, require: { [asked]: state }, error_key: 'state' });
    if (limit && sum !== undefined && max !== undefined) found.push({ kind: 'sum_lte', ...pointed, sum, max, error_key: 'limit' });
  }
  const own = textOf(model);
  if (unique && model.writable && own !== undefined) found.push({ kind: 'unique', columns: [own], error_key: 'unique' });
  return found;
}

const chipOf = (name: string): string => name.replace(/_id$/, '');

function manifestModel(model: Drawn, own: readonly Drawn[], all: readonly Drawn[]): Model {
  const columns: Column[] = [
    ...(model.extends === undefined
      ? ([
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'name', type: 'text' },
        ] as Column[])
      : []),
    ...model.plain,
    ...model.refs.map(({ name, to }): Column => ({ name, type: 'uuid', ref: to })),
  ];
  const { choice } = model;
  if (choice) {
    const { source, value, label, extra, filter } = choice;
    columns.push({ name: 'choice', type: 'text', options: { source, value, label, description: extra, extra_columns: [extra], filter_by: filter } }); // prettier-ignore
  }
  if (model.branched) columns.push({ name: 'branch_id', type: 'uuid', ref: 'core.Branch' }, { name: 'folio', type: 'text' });
  const declared = rulesOf(model, all);
  const children = own.flatMap((child) => child.refs.filter(({ to }) => to === model.key).map(({ name }) => ({ child, name })));
  return {
    key: model.key,
    table: model.table,
    columns,
    ...(model.extends !== undefined && { extends: model.extends }),
    ...(declared.length > 0 && { rules: declared }),
    ...(model.branched && { sequences: [{ key: 'folio', scope: 'branch' as const, format: 'F-{seq:03}' }] }),
    ...(children.length > 0 && {
      relations: children.flatMap(({ child, name }) => [
        { name: `${child.key.toLowerCase()}_${chipOf(name)}`, kind: 'one_to_many' as const, through: child.key, foreign_key: name },
        ...(child.refs.length > 1
          ? [
              {
                name: `via_${child.key.toLowerCase()}_${chipOf(name)}`,
                kind: 'many_to_many' as const,
                through: child.key,
                foreign_key: name,
              },
            ]
          : []),
      ]),
    }),
  };
}

const grantsOf = (models: readonly Drawn[]): string[] =>
  models.flatMap(({ table, readable, writable }) => [
    ...(readable ? [`${table}.index`, `${table}.export`] : []),
    ...(writable ? [`${table}.create`, `${table}.update`, `${table}.delete`] : []),
  ]);

function manifests(models: readonly Drawn[]): ManifestV3[] {
  const own = (schema: string) => models.filter((model) => model.schema === schema);
  const [alpha, beta] = [own('addon_alpha'), own('addon_beta')];
  const rbac = (list: readonly Drawn[]) => ({ rbac: { roles: [{ key: 'agent', label: 'Agent', permissions: grantsOf(list) }] } });
  const widgets = alpha.flatMap((model) => {
    const number = model.plain.find(({ type }) => type === 'integer' || type === 'numeric(12,2)');
    return [
      ...model.refs.map(({ name }) => ({ key: `${model.table}_${name}`, title: 'T', kind: 'bar' as const, query: { model: model.key, group_by: name, label_field: 'c0' } })), // prettier-ignore
      ...(number ? [{ key: `${model.table}_sum`, title: 'T', kind: 'stat' as const, query: { model: model.key, aggregate: 'sum' as const, field: number.name } }] : []), // prettier-ignore
    ];
  });
  return [
    manifestWith(
      'alpha',
      alpha.map((model) => manifestModel(model, alpha, models)),
      {
        ...rbac(alpha),
        extension_points: { model_extensions_accepted: ['A0'] },
        contributions: {
          dashboard: widgets,
          documents: alpha.map(({ key }) => ({
            key: `slip_${key.toLowerCase()}`,
            model: key,
            template: 'templates/slip.html',
            paper: 'A4' as const,
          })),
          navigation: [{ title: 'All', items: alpha.map(({ key }) => ({ title: key, model: key })) }],
        },
      },
    ),
    manifestWith(
      'beta',
      beta.map((model) => manifestModel(model, beta, models)),
      { ...rbac(beta), compatibility: { requires: [{ key: 'alpha', version: '>=1.0.0' }] } },
    ),
  ];
}
const SLIP = '{{record.name}}{{line_items}}{{record.r0.c0}}{{record.r0.label}}{{record.r1.email}}{{record.Extra.x0}}{{record.Extra.email}}';

let t: TestKernel;
let reader: Principal;
beforeAll(async () => {
  t = await openTestKernel();
  const found = (await t.kernel.principals()).find(({ userId }) => userId === USERS[1].id);
  if (!found) throw new Error('nobody is there');
  reader = found;
});
afterAll(() => t.database.close());

/** An id by what it is of: the same in every run. */
const idOf = (organization: number, key: string, row: number): string => {
  const at = ['A0', 'A1', 'A2', 'B0'].indexOf(keyOf(key));
  if (key === 'core.User') return USERS[organization === 0 ? row % 3 : 3 + (row % 2)]?.id ?? '';
  return `${organization}${at}000000-0000-4000-8000-00000000000${row}`;
};
const branchOf = (organization: number): string => BRANCHES[organization]?.id ?? '';
const targetOf = (model: Drawn): string => model.extends ?? model.key;

type Cell = [name: string, value: string | null, type: string];

/** Every column of a row but its id, organization and name; `turn` makes other values of it. */
function cellsOf(organization: number, model: Drawn, row: number, turn: number): Cell[] {
  const at = row + turn;
  return [
    ...model.plain.map(({ name, type }, index): Cell => {
      const list = VALUES[type];
      return [name, list[(at + index) % list.length] ?? null, type];
    }),
    ...model.refs.map(({ name, to }, index): Cell => [
      name,
      (at + index) % 4 === 3 ? null : idOf(organization, to, (at + index) % ROWS),
      'uuid',
    ]),
    ...(model.branched ? [['branch_id', branchOf(organization), 'uuid'] as Cell] : []),
  ];
}

const tableOf = ({ schema, table }: Drawn): string => `${schema}.${table}`;

/** A value as it stands in a statement: all of them are drawn from our own lists. */
const literal = (value: string | null, type: string): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'::${type}`);

/** A row by its number and by how far its values are turned. */
type Numbered = readonly [row: number, turn: number];

function insertOf(organization: number, model: Drawn, rows: readonly Numbered[]): string {
  const cellsOfRow = ([row, turn]: Numbered): Cell[] => [
    ['id', idOf(organization, targetOf(model), row), 'uuid'],
    ['organization_id', ORGANIZATIONS[organization]?.id ?? '', 'uuid'],
    ...(model.extends === undefined ? [['name', `${model.key} no. ${row}`, 'text'] satisfies Cell] : []),
    ...cellsOf(organization, model, row, turn),
  ];
  const all = rows.map(cellsOfRow);
  const names = all[0]?.map(([name]) => `"${name}"`).join() ?? '';
  const values = all.map((cells) => `(${cells.map(([, value, type]) => literal(value, type)).join()})`).join();
  return `insert into ${tableOf(model)} (${names}) values ${values};`;
}

function updateOf(organization: number, model: Drawn, row: number, kept: ReadonlySet<string> = new Set()): string {
  const before = new Map(cellsOf(organization, model, row, 0).map(([name, value]) => [name, value]));
  const cells = cellsOf(organization, model, row, 1).filter(
    ([name, value]) => value !== before.get(name) && !kept.has(`${model.key}.${name}`),
  );
  if (cells.length === 0) return '';
  const sets = cells.map(([name, value, type]) => `"${name}" = ${literal(value, type)}`).join();
  return `update ${tableOf(model)} set ${sets} where id = '${idOf(organization, targetOf(model), row)}';`;
}

/** One message to the engine, whatever many statements it holds. */
const script = (statements: readonly string[]): Promise<void> => t.database.asOwner((session) => session.script(statements.join('\n')));

let opened = 0;
async function open(models: readonly Drawn[]): Promise<void> {
  opened += 1;
  if (opened % PER_DATABASE === 0) {
    await t.database.close();
    t = await openTestKernel();
  }
  const [alpha, beta] = manifests(models) as [ManifestV3, ManifestV3];
  await t.install(alpha, { organizationIds: ORGANIZATIONS.map(({ id }) => id), templateFiles: { 'templates/slip.html': SLIP } });
  await t.install(beta);
}

const ROW_NUMBERS = [...Array(ROWS).keys()];
const UNTURNED = ROW_NUMBERS.map((row): Numbered => [row, 0]);
const OTHERS_PEOPLE = `where organization_id = '${ORGANIZATIONS[1].id}'`;

/** Gives every table the rows that it begins with, and nothing else; the other organization has no second addon. */
async function fill(models: readonly Drawn[]): Promise<void> {
  await script([
    ...[...models.map(tableOf), 'metacore.sequences'].map((table) => `delete from ${table};`),
    `update public.users set name = rtrim(name, '!'), email = ltrim(email, 'x') ${OTHERS_PEOPLE};`,
    ...models.flatMap((model) => (model.schema === 'addon_alpha' ? [0, 1] : [0]).map((at) => insertOf(at, model, UNTURNED))),
  ]);
}

/**
 * What a rule across records asks of a row is told by its refusal, to whoever may write: its author says so. These columns of his
 * organization stay as they are, as `model.column`; those of the other one are nobody's to ask.
 */
function toldByRules(models: readonly Drawn[]): Set<string> {
  const asked = (model: Drawn, { parent = '', require = {}, max, ref, sum, columns = [] }: CrossRule): string[] => [
    ...[...Object.keys(require), max ?? ''].map((name) => `${keyOf(parent)}.${name}`),
    ...[ref ?? '', sum ?? '', ...columns].map((name) => `${model.key}.${name}`),
  ];
  return new Set(
    models.filter(({ writable }) => writable).flatMap((model) => rulesOf(model, models).flatMap((rule) => asked(model, rule))),
  );
}

/** Changes everything that the reader may not read: his organization's closed columns, and the whole of the other one. */
async function changeHidden(models: readonly Drawn[]): Promise<void> {
  await script([
    ...models.filter(({ readable }) => !readable).flatMap((model) => hiddenChanges(model, models)),
    ...models
      .filter(({ schema }) => schema === 'addon_alpha')
      .flatMap((model) => [
        `delete from ${tableOf(model)} where id = '${idOf(1, model.key, 1)}';`,
        updateOf(1, model, 0),
        insertOf(1, model, [[5, 1]]),
      ]),
    `update public.users set name = name || '!', email = 'x' || email ${OTHERS_PEOPLE};`,
  ]);
}

/** Statements that change a model's rows of the reader's organization: all but id and name, which are told wherever a row is pointed at. */
function hiddenChanges(model: Drawn, models: readonly Drawn[]): string[] {
  const told = toldByRules(models);
  return ROW_NUMBERS.map((row) => updateOf(0, model, row, told)).filter((statement) => statement !== '');
}

async function close(): Promise<void> {
  await t.kernel.reset('beta');
  await t.kernel.reset('alpha');
}

/** Requests about an installation, by every name a request can give. */
function requestsTo(models: readonly Drawn[]): fc.Arbitrary<string[]> {
  const tables = [...models.map(({ table }) => table), 'users'];
  const keys = ['name', 'id', 'organization_id', 'created_at', 'choice', ...new Set(models.flatMap(({ plain, refs }) => [...plain, ...refs].map(({ name }) => name)))]; // prettier-ignore
  const relations = ['r0', 'r1', 'y0', ...models.flatMap((child) => child.refs.flatMap(({ name }) => [`${child.key.toLowerCase()}_${chipOf(name)}`, `via_${child.key.toLowerCase()}_${chipOf(name)}`]))]; // prettier-ignore
  const column = fc.oneof(
    pick(keys),
    fc.tuple(pick(relations), pick(keys)).map((parts) => parts.join('.')),
    fc.tuple(pick(['Extra', 'Badge']), pick(keys)).map((parts) => parts.join('.')),
  );
  const anyId = fc.tuple(pick([0, 1]), pick(['A0', 'A1', 'A2', 'B0', 'core.User']), fc.nat(2)).map((parts) => idOf(...parts));
  const literal = fc.oneof(pick(Object.values(VALUES).flat()), anyId, pick(['A1 no. 1', 'red', '']));
  const value = fc
    .tuple(pick(['', 'EQ:', 'NEQ:', 'GT:', 'LTE:', 'ILIKE:', 'IN:', 'HAS:', 'NULL', 'NOT_NULL']), literal)
    .map(([operator, text]) => (operator.endsWith('NULL') ? operator : operator + text));
  const parameter: fc.Arbitrary<[string, string]> = fc.oneof(
    fc.tuple(column, value).map(([name, text]): [string, string] => [`f_${name}`, text]),
    column.map((name): [string, string] => ['sortBy', name]),
    column.map((name): [string, string] => ['group_by', name]),
    column.map((name): [string, string] => ['field', name]),
    fc.array(column, { maxLength: 4 }).map((names): [string, string] => ['fields', names.join()]),
    fc.array(column, { maxLength: 4 }).map((names): [string, string] => ['columns', names.join()]),
    fc.tuple(pick(['max', 'sum', 'count']), column).map(([name, of]): [string, string] => ['aggregate', `${name}(${of})`]),
    fc.uniqueArray(pick(relations), { maxLength: 5 }).map((names): [string, string] => ['with', names.join()]),
    pick(['red', 'blue', 'A1 no', '1', 'acme', 'globex', '2026']).map((text): [string, string] => ['search', text]),
    pick(['red', 'A0 no. 2', 'globex']).map((text): [string, string] => ['q', text]),
    literal.map((text): [string, string] => ['filter_value', text]),
    anyId.map((id): [string, string] => ['ids', id]),
    pick(['csv', 'json']).map((format): [string, string] => ['format', format]),
  );
  const query = fc.array(parameter, { minLength: 1, maxLength: 4 }).map((list) => `?${new URLSearchParams(list).toString()}`);
  const table = pick(tables);
  const widgets = models.flatMap((model) => [`alpha.${model.table}_sum`, ...model.refs.map(({ name }) => `alpha.${model.table}_${name}`)]);
  const path = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(pick(['/data/', '/dynamic/']), table, pick(['', '', '', '/aggregate', '/facets', '/export', '/export/template']), query).map((parts) => parts.join('')) }, // prettier-ignore
    { weight: 3, arbitrary: fc.tuple(pick(['/options/', '/search/']), table, query).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: fc.tuple(table, pick(['id', 'choice', 'r0_id', 'y0_id'])).map(([name, field]) => `/options/${name}?field=${field}`) }, // prettier-ignore
    { weight: 2, arbitrary: fc.tuple(table, anyId, pick(['', '', '/documents', ...ALPHA.map((key) => `/documents/slip_${key.toLowerCase()}.html`)])).map(([name, id, tail]) => `/data/${name}/${id}${tail}`) }, // prettier-ignore
    { weight: 1, arbitrary: pick(['/metadata/all', '/metacore/navigation', '/permissions/me', '/documents', '/approvals', `/dashboard/data?keys=${widgets.join()}`]) }, // prettier-ignore
  );
  return fc.array(path, { minLength: REQUESTS, maxLength: REQUESTS });
}

interface Write {
  method: string;
  path: string;
  body: Record<string, string | null>;
}

/** Creates, changes and deletions by whatever columns there are, own and added ones, with ids of both organizations. */
function writesTo(models: readonly Drawn[]): fc.Arbitrary<Write[]> {
  const anyId = fc.tuple(pick([0, 1]), pick(['A0', 'A1', 'A2', 'B0', 'core.User']), fc.nat(2)).map((parts) => idOf(...parts));
  const columnsOf = (model: Drawn): string[] => [...model.plain, ...model.refs].map(({ name }) => name);
  // No ids: those that a caller gives are unique over all organizations, as on hosts (docs/limits.md).
  const names = [
    ...['name', 'organization_id', 'branch_id', 'folio', 'choice', ...new Set(models.flatMap(columnsOf))],
    ...models.filter((model) => model.extends !== undefined).flatMap((model) => columnsOf(model).map((name) => `${model.key}.${name}`)),
  ];
  const literal = fc.oneof(
    pick<string | null>([...Object.values(VALUES).flat(), 'A1 no. 1', 'new', '', null, branchOf(0), branchOf(1), ORGANIZATIONS[1].id]),
    anyId,
  );
  const filled = fc
    .array(fc.tuple(pick(names), literal), { maxLength: 5 })
    .map((list): Record<string, string | null> => Object.fromEntries([['name', 'new'], ...list]));
  const table = pick([...models.map(({ table: name }) => name), 'users']);
  const write = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(table, filled).map(([name, body]): Write => ({ method: 'POST', path: `/data/${name}`, body })) },
    {
      weight: 4,
      arbitrary: fc.tuple(table, anyId, filled).map(([name, id, body]): Write => ({ method: 'PUT', path: `/data/${name}/${id}`, body })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(table, anyId).map(([name, id]): Write => ({ method: 'DELETE', path: `/data/${name}/${id}`, body: {} })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(table, anyId).map(([name, id]): Write => ({ method: 'POST', path: `/data/${name}/${id}/restore`, body: {} })),
    },
  );
  return fc.array(write, { minLength: WRITES, maxLength: WRITES });
}

/** Ids that were made meanwhile differ from run to run, and so does the clock. */
const steady = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
      /^[01abc][0-3]000000-|^(1{8}|2{8})-/.test(id) ? id : '(id)',
    )
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(now)');

async function writeAnswers(writes: readonly Write[], as: Principal): Promise<string[]> {
  const told: string[] = [];
  for (const { method, path, body } of writes) {
    const text = JSON.stringify(body);
    const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, body: text }), as);
    const answer = await response.text();
    expect(response.status, `${method} ${path} ${text} ${answer}`).not.toBe(500);
    told.push(`${method} ${path} ${text} ${response.status} ${steady(answer)}`);
  }
  return told;
}

async function answers(paths: readonly string[], as: Principal): Promise<string[]> {
  const told: string[] = [];
  for (const path of paths) {
    const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`), as);
    const text = await response.text();
    expect(response.status, `${path} ${text}`).not.toBe(500);
    told.push(`${path} ${response.status} ${text}`);
  }
  return told;
}

describe('what somebody may not read', () => {
  it('never changes an answer that he gets', async () => {
    await fc.assert(
      fc.asyncProperty(
        installation.chain((models) => fc.tuple(fc.constant(models), requestsTo(models), writesTo(models))),
        async ([models, paths, writes]) => {
          await open(models);
          await fill(models);
          const lists = (some: readonly Drawn[]): string[] => some.map(({ table }) => `/data/${table}?sortBy=id`);
          const closed = models.filter((model) => !model.readable && hiddenChanges(model, models).length > 0);
          const [told, all] = [await answers(paths, reader), await answers(lists(closed), DEFAULT_PRINCIPAL)];
          // What is closed is closed by the role that was drawn, not by what the kernel makes of it.
          expect((await answers(lists(models), reader)).map((text) => / (\d{3}) /.exec(text)?.[1])).toEqual(
            models.map(({ readable }) => (readable ? '200' : '403')),
          );
          await changeHidden(models);
          expect(await answers(paths, reader)).toEqual(told);
          // It was changed: whoever may read it sees that, of each of them.
          (await answers(lists(closed), DEFAULT_PRINCIPAL)).forEach((text, at) => {
            expect(text).not.toBe(all[at]);
          });
          // The same writes upon the rows as they are now, and upon the rows as they were.
          const written = await writeAnswers(writes, reader);
          await fill(models);
          expect(await writeAnswers(writes, reader)).toEqual(written);
          await close();
        },
      ),
      { numRuns: INSTALLATIONS, endOnFailure: true },
    );
  });
});
