import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../check';
import { findingsWith, shopWith, type RuleCase } from '../testing';

const M = '/models/0';
const AT = `${M}/columns/2`;
const column = (more: object): object => ({ name: 'status', type: 'text', ...more });

describe('a computed column', () => {
  const made = (generated: string, more: object = {}): Record<string, unknown> => ({
    [`${M}/columns/4`]: { name: 'paid', type: 'numeric(12,2)', generated, ...more },
  });
  const WHERE = `${M}/columns/4/generated`;

  it.each<RuleCase>([
    ['is arithmetic over stored numbers', made('total * (1 + 0.16)'), []],
    ['is no call of a function', made('coalesce(total, 0)'), [`GEN-EXPR ${WHERE}`]],
    ['is no piece of a statement', made('total); DROP TABLE orders; --'), [`GEN-EXPR ${WHERE}`]],
    ['reads columns that are there', made('total - ghost'), [`GEN-EXPR ${WHERE}`]],
    ['does not read itself', made('paid - total'), [`GEN-EXPR ${WHERE}`]],
    ['reads no text', made('status + 1'), [`GEN-TYPE ${WHERE}`]],
    ['is a number itself', made('total', { type: 'text' }), [`GEN-TYPE ${WHERE}`]],
    ['has no default, not even one of its type', made('total', { default: 0 }), [`GEN-EXTRA ${M}/columns/4/default`]],
    ['is null where what it reads is', made('total', { not_null: true }), [`GEN-EXTRA ${M}/columns/4/not_null`]],
    ['is no key', made('total', { primary_key: true }), [`GEN-EXTRA ${M}/columns/4/primary_key`]],
    ['has 200 operators at most', made(Array(202).fill('total').join('+')), [`GEN-EXPR ${WHERE}`]],
    ['has 2,000 characters at most', made(`total ${' '.repeat(2000)} + 1`), [`GEN-EXPR ${WHERE}`]],
    ['that is blank is none', made('  ', { not_null: true }), []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  const reading = (type: string, given: unknown, more: object = {}): Record<string, unknown> => ({
    [`${M}/columns/3`]: { name: 'total', type, default: given, ...more },
  });

  it.each<RuleCase>([
    ['holds what it makes of the defaults', { ...reading('bigint', '9007199254740993'), ...made('total + 1', { type: 'bigint' }) }, []],
    [
      'is wide enough for what it makes of the defaults',
      { ...reading('bigint', '9007199254740993'), ...made('total + 1', { type: 'integer' }) },
      [`warning GEN-FIT ${WHERE}`],
    ],
    [
      'computes whole numbers as whole numbers, however wide it is itself',
      { ...reading('integer', 2147483647), ...made('total + 1') },
      [`warning GEN-FIT ${WHERE}`],
    ],
    ['computes with decimals where one is', { ...reading('integer', 2147483647), ...made('total + 1.0') }, []],
    ['does not divide by a default of zero', { ...reading('integer', 0), ...made('1 / total') }, [`warning GEN-FIT ${WHERE}`]],
    ['may divide by what nobody gave a default', made('1 / total'), []],
    ['does not divide by zero whatever a row holds', made('total + 1 / 0'), [`warning GEN-FIT ${WHERE}`]],
    ['reads a default in quotes', { ...reading('integer', "'0'"), ...made('1 / total') }, [`warning GEN-FIT ${WHERE}`]],
    ['reads null as nothing to compute with', { ...reading('integer', 'null'), ...made('1 / total') }, []],
    [
      'has room for any value of what every row has to bring',
      { ...reading('numeric(3,2)', null, { not_null: true }), ...made('total + 1000', { type: 'numeric(3,2)' }) },
      [`warning GEN-FIT ${WHERE}`],
    ],
    [
      'may be too narrow for some',
      { ...reading('numeric(3,2)', null, { not_null: true }), ...made('total + 5', { type: 'numeric(3,2)' }) },
      [],
    ],
    [
      'is not held to the default of what a formula writes',
      {
        ...reading('integer', 0),
        ...made('1 / total'),
        [`${M}/formulas`]: [{ target: 'total', tier: 2, expr: '5' }],
      },
      [],
    ],
    [
      'of an extension is held to the same',
      {
        [`${M}/extensions`]: [
          {
            target_model: 'core.Invoice',
            columns: [
              { name: 'tax', type: 'integer', default: 0 },
              { name: 'share', type: 'integer', generated: '1 / tax' },
              { name: 'odd', type: 'integer', generated: 'ghost' },
            ],
          },
        ],
      },
      [`GEN-EXPR ${M}/extensions/0/columns/2/generated`, `warning GEN-FIT ${M}/extensions/0/columns/1/generated`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes).sort()).toEqual([...found].sort());
  });

  it('says what fails, over what, and the cure in both languages', () => {
    const said = (changes: Record<string, unknown>, locale: 'en' | 'es') => {
      const found = check(shopWith(changes), { locale }).diagnostics.find(({ rule }) => rule === 'GEN-FIT');
      return `${found?.message ?? ''} ${found?.cure ?? ''}`;
    };
    expect(said({ ...reading('bigint', '9007199254740993'), ...made('total + 1', { type: 'integer' }) }, 'en')).toBe(
      '"total + 1" is out of the range of integer over the defaults. Every row that takes the defaults is refused. Use a wider type, for what it reads too: whole numbers are computed in their own type.',
    );
    expect(said({ ...reading('integer', 5), ...made('total / 0') }, 'es')).toBe(
      '"total / 0" divide entre cero. Se rechaza toda fila que tenga un valor de ella. Divida entre lo que nunca sea cero.',
    );
  });

  it('is worked out for as much of a document as a verdict has time for', () => {
    const sums = Array.from({ length: 300 }, (_, at) => ({
      name: `sum_${at}`,
      type: 'numeric(1000,0)',
      generated: Array(200).fill('total').join('*'),
    }));
    const columns = [{ name: 'total', type: 'numeric(1000,0)', default: '9'.repeat(999) }, ...sums];
    expect(findingsWith({ [`${M}/columns`]: columns }).filter((line) => line.includes('GEN-'))).toEqual([]);
  });

  it('does not read another computed one', () => {
    const changes = { [`${M}/columns/3/generated`]: '5', ...made('total + 1') };
    expect(findingsWith(changes)).toEqual([`GEN-EXPR ${WHERE}`]);
  });
});

describe('names and types of a table', () => {
  it.each<RuleCase>([
    ...['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'].map((name): RuleCase => [
      `${name} is PostgreSQL's`,
      { [AT]: column({ name }), [`/contributions`]: {} },
      [`warning COL-SYSTEM ${AT}/name`],
    ]),
    ...['varchar(0)', 'vector(0)', 'numeric(0,0)', 'numeric(1001,2)', 'numeric(10,1001)'].map((type): RuleCase => [
      `${type} is no type`,
      { [AT]: column({ type }) },
      [`warning COL-TYPE ${AT}/type`],
    ]),
    ...['varchar(1)', 'vector(9999)', 'numeric(1,0)', 'numeric(1000,1000)', 'numeric(2,5)'].map((type): RuleCase => [
      `${type} is one`,
      { [AT]: column({ type }) },
      [],
    ]),
    [
      'a search key is called like no column of the host',
      { [`${M}/search_keys`]: [{ name: 'created_at', format: '{status}' }] },
      [`warning COL-SYSTEM ${M}/search_keys/0/name`],
    ],
    ['a table has 63 bytes at most', { [`${M}/table`]: 't'.repeat(64) }, [`warning NAME-LENGTH ${M}/table`]],
    [
      'a search key too',
      { [`${M}/search_keys`]: [{ name: 'k'.repeat(64), format: '{status}' }] },
      [`warning NAME-LENGTH ${M}/search_keys/0/name`],
    ],
    [
      'a table has 1,600 columns at most',
      {
        '/models/1/columns': ['id', 'organization_id', ...Array.from({ length: 1_600 }, (_, at) => `c${at}`)].map((name) => ({
          name,
          type: 'uuid',
        })),
      },
      ['warning COL-COUNT /models/1/columns'],
    ],
    ['the tenancy column is a uuid', { [`${M}/columns/1/type`]: 'text' }, [`warning TEN-TYPE ${M}/columns/1/type`]],
    ['nobody has a database of his own', { '/tenancy': { isolation: 'database' } }, ['warning TEN-DATABASE /tenancy/isolation']],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('hold no NUL, wherever it stands', () => {
    const text = '{"apiVersion":"asteby.com/v3","a\\u0000":1,"b":"\\u0000"}';
    expect(
      check(text)
        .diagnostics.filter(({ rule }) => rule === 'JSON-NUL')
        .map(({ range }) => range.startColumn),
    ).toEqual([31, 47]);
  });
});

describe('a default', () => {
  const REFUSED: readonly [type: string, value: unknown][] = [
    ['integer', 'abc'],
    ['integer', 'now()'],
    ['integer', true],
    ['integer', 3_000_000_000],
    ['integer', 2.5],
    ['bigint', '9223372036854775808'],
    ['numeric(3,2)', 1000],
    ['numeric(3,2)', 1.005],
    ['numeric', 'NaN'],
    ['boolean', 'maybe'],
    ['boolean', 1],
    ['uuid', 5],
    ['uuid', 'now()'],
    ['uuid', '{0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a}'],
    ['date', '2024-13-45'],
    ['date', '2026-02-30'],
    ['date', 'today'],
    ['timestamptz', 'gen_random_uuid()'],
    ['timestamptz', '2026-01-01T25:00:00Z'],
    ['varchar(3)', 'toolong'],
    ['varchar(3)', 1000],
    ['varchar(20)', 'now()'],
    ['varchar(35)', 'gen_random_uuid()'],
    ['jsonb', 'hello'],
    ['jsonb', 5],
    ['vector(3)', '[1,2]'],
    ['vector(3)', '[1,2,x]'],
    ['text', 'a\u0000b'],
  ];
  const TAKEN: readonly [type: string, value: unknown][] = [
    ['integer', 5],
    ['integer', '-7'],
    ['integer', '2147483647'],
    ['bigint', 1e15],
    ['numeric(3,2)', '9.99'],
    ['numeric', '.5'],
    ['boolean', false],
    ['boolean', 'yes'],
    ['uuid', 'gen_random_uuid()'],
    ['uuid', '0B54B1DE-7b2c-4f0e-9d6a-1f2e3d4c5b6a'],
    ['date', '2024-02-29'],
    ['date', 'now()'],
    ['timestamp', 'current_timestamp'],
    ['timestamptz', '2026-01-31 09:30'],
    ['varchar(3)', '😀😀😀'],
    ['varchar(32)', 'now()'],
    ['text', 5],
    ['text', true],
    ['jsonb', '{}'],
    ['json', "'[1,2]'"],
    ['vector(3)', '[1,-2.5,1e3]'],
    ['integer', 'null'],
    ['integer', ''],
    ['integer', null],
  ];

  it.each(REFUSED)('of %s is not %j', (type, value) => {
    const found = findingsWith({ [AT]: column({ type, default: value }) });
    expect(found.filter((line) => !line.includes('JSON-NUL'))).toEqual([`warning DEFAULT-FIT ${AT}/default`]);
  });

  it.each(TAKEN)('of %s may be %j', (type, value) => {
    expect(findingsWith({ [AT]: column({ type, default: value }) })).toEqual([]);
  });

  it('says what happens, and what to write instead', () => {
    const said = (type: string, value: unknown) => {
      const text = shopWith({ [AT]: column({ type, default: value }) });
      const { message, cure } = check(text).diagnostics[0] ?? { message: '', cure: '' };
      return `${message} ${cure ?? ''}`;
    };
    expect(said('integer', 'abc')).toBe(
      '"abc" is no value of integer. The platform\'s validator takes it; the install fails. Write a whole number.',
    );
    expect(said('varchar(3)', 'toolong')).toBe(
      '"toolong" is longer than varchar(3). Every row that takes the default is refused. Shorten it, or use a longer type.',
    );
    expect(said('numeric(3,2)', 1.005)).toBe(
      '1.005 has more decimals than numeric(3,2) keeps; PostgreSQL rounds it in silence. Write it with fewer decimals, or use a type that keeps them.',
    );
  });

  it.each([
    ['bigint', '9223372036854775807', '9223372036854775807 is out of the range of bigint.'],
    ['bigint', '1e21', '1e21 is out of the range of bigint.'],
    ['numeric', '0.00000000000000000000000000001', '0.00000000000000000000000000001 has more decimals than numeric keeps'],
    ['integer', '12345678901234567890', '12345678901234567890 is out of the range of integer.'],
  ])('is told with the digits it is written with: %s %s', (type, written, said) => {
    const text = shopWith({
      [AT]: column({ type, default: 'AS WRITTEN' }),
      [`${M}/seed`]: { key: 'status', rows: [{ status: 'AS WRITTEN' }] },
    });
    const found = check(text.replaceAll('"AS WRITTEN"', written)).diagnostics.filter(({ rule }) => rule === 'DEFAULT-FIT');
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
  });

  it('points at a row that is seeded, where it is half of a physical foreign key', () => {
    const line = {
      '/models/1/foreign_keys': [{ columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'physical' }],
    };
    const id = '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a';
    const changes = { ...line, '/models/1/columns/2/default': id };
    expect(findingsWith(changes)).toEqual(['warning DEFAULT-FIT /models/1/columns/2/default']);
    expect(findingsWith({ ...changes, [`${M}/seed`]: { key: 'id', rows: [{ id }] } })).toEqual([]);
  });
});

describe('a seeded row', () => {
  const ID = '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a';
  const INDEXED = { [`${M}/indices`]: [{ name: 'by_status', columns: ['status', 'total'] }] };
  const UNIQUE = { [`${M}/indices`]: [{ name: 'by_total', columns: ['organization_id', 'total'], unique: true }] };
  const seeded = (...rows: object[]): Record<string, unknown> => ({ [`${M}/seed`]: { key: 'status', rows } });
  const ROW = `${M}/seed/rows/0`;

  it.each<RuleCase>([
    ['fits its columns', seeded({ status: 'a', total: 1.5, meta: { a: [1] }, expires_at: '2026-01-31T09:30:00Z', customer_id: null }), []],
    ['has numbers for numbers', seeded({ status: 'a', total: 'much' }), [`warning SEED-FIT ${ROW}/total`]],
    ['has no text longer than its column', seeded({ token: 'x'.repeat(41) }), [`warning SEED-FIT ${ROW}/token`]],
    ['has JSON as a value or as its text', seeded({ meta: 'plain' }), [`warning SEED-FIT ${ROW}/meta`]],
    [
      'has moments for the stamps of the host',
      seeded({ status: 'a', created_at: 'long ago' }),
      [`warning SEED-COLUMN ${ROW}/created_at`, `warning SEED-FIT ${ROW}/created_at`],
    ],
    ['has no null where none may be', seeded({ status: 'a', id: null }), [`warning SEED-NULL ${ROW}/id`]],
    ['needs no organization', seeded({ status: 'a', organization_id: 'mine' }), []],
    ['fits the index of its column', { ...seeded({ status: 'é'.repeat(1346) }), ...INDEXED }, []],
    ['is longer than an entry of its index', { ...seeded({ status: 'é'.repeat(1347) }), ...INDEXED }, [`warning SEED-FIT ${ROW}/status`]],
    ['is as long as it likes without an index', seeded({ status: 'é'.repeat(1347) }), []],
    ['has a key value of its own', seeded({ status: 'a' }, { status: 'A' }, { total: 1 }, { total: 2 }), []],
    [
      'has the key value of one before it',
      seeded({ status: 'a' }, { status: 'b' }, { status: 'a' }),
      [`warning SEED-TWICE ${M}/seed/rows/2`],
    ],
    [
      'has the id of one before it',
      seeded({ status: 'a', id: ID }, { status: 'b', id: ID.toUpperCase() }),
      [`warning SEED-TWICE ${M}/seed/rows/1`],
    ],
    [
      'has the unique values of one before it',
      { ...seeded({ status: 'a', total: 1 }, { status: 'b', total: '1.00' }, { status: 'c', total: 2 }), ...UNIQUE },
      [`warning SEED-TWICE ${M}/seed/rows/1`],
    ],
    [
      'leaves a unique column to its default',
      { ...seeded({ status: 'a' }, { status: 'b', total: 5 }), ...UNIQUE, [`${M}/columns/3/default`]: 5 },
      [`warning SEED-TWICE ${M}/seed/rows/1`],
    ],
    ['has no value in a unique column', { ...seeded({ status: 'a' }, { status: 'b' }), ...UNIQUE }, []],
    ['has what its table needs', { ...seeded({ status: 'a' }), [`${M}/columns/3/not_null`]: true }, [`warning SEED-NULL ${ROW}`]],
    [
      'takes a default for it',
      { ...seeded({ status: 'a' }), [`${M}/columns/3`]: { name: 'total', type: 'numeric', not_null: true, default: 0 } },
      [],
    ],
    [
      'has values that its computed columns can be made of',
      {
        [`${M}/columns/4`]: { name: 'paid', type: 'numeric(3,2)', generated: 'total * 2' },
        ...seeded({ status: 'a', total: 4.5 }, { status: 'b', total: 5 }, { status: 'c' }),
      },
      [`warning SEED-FIT ${M}/seed/rows/1`],
    ],
    [
      'is not told apart by a computed column',
      { [`${M}/columns/4/generated`]: 'total', [`${M}/seed`]: { key: 'paid', rows: [{ status: 'a' }] } },
      [`warning SEED-FIT ${M}/seed/key`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('points at a row that stands before it', () => {
    const id = '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a';
    const keys = {
      '/models/1/foreign_keys': [{ columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'physical' }],
    };
    const line = { ...keys, '/models/1/seed': { key: 'amount', rows: [{ amount: 1, order_id: id }, { amount: 2 }] } };
    expect(findingsWith(line)).toEqual(['warning SEED-POINT /models/1/seed/rows/0/order_id']);
    expect(findingsWith({ ...line, [`${M}/seed`]: { key: 'id', rows: [{ id: id.toUpperCase() }] } })).toEqual([]);
  });
});

describe('an index', () => {
  const indexed = (more: object): Record<string, unknown> => ({ [`${M}/indices`]: [{ name: 'ix', columns: ['total'], ...more }] });
  const AT_INDEX = `${M}/indices/0`;

  it.each<RuleCase>([
    ['by gin takes jsonb', indexed({ method: 'gin', columns: ['meta'] }), []],
    ['by gin takes nothing else', indexed({ method: 'gin' }), [`warning IDX-FIT ${AT_INDEX}/columns/0`]],
    ['by gist takes none of the types', indexed({ method: 'gist', columns: ['meta'] }), [`warning IDX-FIT ${AT_INDEX}/columns/0`]],
    ['by hash has one column', indexed({ method: 'hash', columns: ['total', 'paid'] }), [`warning IDX-FIT ${AT_INDEX}/columns`]],
    ['by hash is not unique', indexed({ method: 'hash', unique: true }), [`warning IDX-FIT ${AT_INDEX}/unique`]],
    [
      'by ivfflat knows the length of its vectors',
      { ...indexed({ method: 'ivfflat', columns: ['meta'] }), [`${M}/columns/6/type`]: 'vector(3)' },
      [],
    ],
    [
      'by ivfflat has vectors of 2,000 numbers at most',
      { ...indexed({ method: 'ivfflat', columns: ['meta'] }), [`${M}/columns/6/type`]: 'vector(2001)' },
      [`warning IDX-FIT ${AT_INDEX}/columns/0`],
    ],
    ['has entries that vectors fit', { ...indexed({ columns: ['meta'] }), [`${M}/columns/6/type`]: 'vector(672)' }, []],
    [
      'has no room for what else is in them, be it empty or null',
      { ...indexed({ columns: ['meta', 'status'] }), [`${M}/columns/6/type`]: 'vector(672)' },
      [`warning IDX-FIT ${AT_INDEX}/columns`],
    ],
    [
      'has no room for longer vectors',
      { ...indexed({ columns: ['meta'], unique: true }), [`${M}/columns/6/type`]: 'vector(673)' },
      [`warning IDX-FIT ${AT_INDEX}/columns`],
    ],
    [
      'has no room for two that fit one by one',
      { ...indexed({ columns: ['meta', 'status'] }), [`${M}/columns/6/type`]: 'vector(400)', [`${M}/columns/2/type`]: 'vector(400)' },
      [`warning IDX-FIT ${AT_INDEX}/columns`],
    ],
    [
      'of a primary key has none either',
      { [`${M}/columns/6`]: { name: 'meta', type: 'vector(673)', primary_key: true } },
      [`warning IDX-FIT ${M}/columns`],
    ],
    [
      'of a primary key has to hold the rest of the key',
      {
        [`${M}/columns/0`]: { name: 'id', type: 'uuid', primary_key: true },
        [`${M}/columns/6`]: { name: 'meta', type: 'vector(672)', primary_key: true },
      },
      [`warning IDX-FIT ${M}/columns`],
    ],
    ['compares a number with a number', indexed({ where: "total = 2.5 AND status = '2' AND total IS NULL" }), []],
    ['compares no number with a text', indexed({ where: "total = 'abc'" }), [`warning IDX-FIT ${AT_INDEX}/where`]],
    ['compares no number with true', indexed({ where: 'total = true' }), [`warning IDX-FIT ${AT_INDEX}/where`]],
    ['compares no text with a number', indexed({ where: 'status = 5' }), [`warning IDX-FIT ${AT_INDEX}/where`]],
    [
      'covers columns that this table has',
      { ...indexed({ columns: ['updated_at'] }), [`${M}/append_only`]: true },
      [`warning IDX-COL ${AT_INDEX}/columns/0`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('has 32 columns at most', () => {
    const names = Array.from({ length: 33 }, (_, at) => `c${at}`);
    const columns = ['id', 'organization_id', ...names].map((name) => ({ name, type: 'uuid' }));
    const changes = { '/models/1/columns': columns, '/models/1/indices': [{ name: 'ix', columns: names }] };
    expect(findingsWith(changes)).toEqual(['warning IDX-FIT /models/1/indices/0/columns']);
  });
});

describe('a physical foreign key', () => {
  const pointing = (columns: string[], target: string[], more: object = {}): Record<string, unknown> => ({
    '/models/1/foreign_keys': [{ columns, references: { model: 'Order', columns: target }, policy: 'physical', ...more }],
  });
  const AT_KEY = '/models/1/foreign_keys/0';
  const unique = (...columns: string[]) => ({ [`${M}/indices`]: [{ name: 'ix', columns, unique: true }] });

  it.each<RuleCase>([
    ['points at the primary key', pointing(['order_id'], ['id']), []],
    [
      'points at what a unique index covers, in any order',
      { ...pointing(['amount', 'order_id'], ['paid', 'customer_id']), ...unique('customer_id', 'paid') },
      [],
    ],
    ['points at nothing that repeats', pointing(['amount'], ['paid']), [`warning FK-FIT ${AT_KEY}/references/columns`]],
    ['names each column once', pointing(['order_id', 'order_id'], ['id', 'id']), [`warning FK-FIT ${AT_KEY}/references/columns`]],
    ['compares what can be compared', { ...pointing(['order_id'], ['token']), ...unique('token') }, [`warning FK-FIT ${AT_KEY}/columns/0`]],
    [
      'sets no computed column to null',
      { ...pointing(['amount'], ['paid'], { on_delete: 'set_null' }), ...unique('paid'), '/models/1/columns/3/generated': '5' },
      [`warning FK-FIT ${AT_KEY}/on_delete`],
    ],
    ['that is logical is nobody’s constraint', pointing(['amount'], ['paid'], { policy: 'logical' }), []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

const corpus = process.env.PLAYGROUND_CORPUS;
const folders = corpus === undefined ? [] : ['M01-generated-columns', 'M02-names-and-types-postgres-refuses', 'M03-defaults-seeds-indices'];
const missing =
  corpus === undefined ? 'PLAYGROUND_CORPUS is not set' : existsSync(join(corpus, 'cases')) ? null : 'the corpus has no cases';
if (missing !== null) process.stderr.write(`install.spec.ts: cases skipped, ${missing}\n`);

describe.skipIf(missing !== null)('the cases of the corpus', () => {
  const files = folders.flatMap((folder) =>
    missing === null
      ? readdirSync(join(corpus ?? '', 'cases', folder))
          .filter((file) => file.endsWith('.json'))
          .map((file) => join(folder, file))
      : [],
  );
  const rules = Object.fromEntries(
    files.map((file) => [
      file.slice(file.indexOf('/') + 1),
      check(readFileSync(join(corpus ?? '', 'cases', file), 'utf8')).diagnostics.map(({ rule, severity }) => `${severity} ${rule}`),
    ]),
  );

  it('are told, each by the rule that is about it', () => {
    const [generated, type, extra] = [['error GEN-EXPR'], ['error GEN-TYPE'], ['error GEN-EXTRA']];
    expect(rules).toEqual({
      ...{
        'gen_ok.json': [],
        'gen_chain.json': generated,
        'gen_default.json': extra,
        'gen_fn.json': generated,
        'gen_inject.json': generated,
      },
      ...{ 'gen_notnull.json': extra, 'gen_self.json': generated, 'gen_text.json': type, 'gen_unknown.json': generated },
      ...Object.fromEntries(['sys_ctid', 'sys_tableoid', 'sys_xmin'].map((name) => [`${name}.json`, ['warning COL-SYSTEM']])),
      ...Object.fromEntries(
        ['type_numeric_0_0', 'type_numeric_1001_2', 'type_varchar_0', 'type_vector_0'].map((name) => [
          `${name}.json`,
          ['warning COL-TYPE'],
        ]),
      ),
      ...Object.fromEntries(
        ['bool_text', 'date_bad', 'int_over', 'int_text', 'json_text', 'now_int', 'num_over', 'uuid_num', 'vc_long'].map((name) => [
          `def_${name}.json`,
          ['warning DEFAULT-FIT'],
        ]),
      ),
      ...{ 'ix_where_bool.json': ['warning IDX-FIT'], 'ix_where_type.json': ['warning IDX-FIT'], 'org_text.json': ['warning TEN-TYPE'] },
      ...{ 'seed_long.json': ['warning SEED-FIT'], 'seed_notnull.json': ['warning SEED-NULL'], 'seed_type.json': ['warning SEED-FIT'] },
    });
  });
});
