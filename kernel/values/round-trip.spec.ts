/**
 * What is accepted can be answered in the promised form and written back unchanged: every kind of column, every way in (JSON, files,
 * defaults, rows of the manifest, actions, functions of an addon), every way out.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3 } from '../../schemas';
import type { GuestPort } from '../operation/guest';
import { cases } from '../testing/drawn';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';

const TYPES = {
  note: 'text',
  code: 'varchar(12)',
  count: 'integer',
  big: 'bigint',
  price: 'numeric(18,2)',
  wide: 'numeric(38,18)',
  plain: 'numeric',
  ok: 'boolean',
  day: 'date',
  at_time: 'timestamptz',
  doc: 'jsonb',
  embedding: 'vector(3)',
  peer: 'uuid',
} as const;
type Name = keyof typeof TYPES;
const NAMES = Object.keys(TYPES) as Name[];
const columns = (): Column[] => NAMES.map((name) => ({ name, type: TYPES[name] }));

const ORGANIZATION: Column = { name: 'organization_id', type: 'uuid', not_null: true };
const thing = (): ManifestV3 =>
  manifestWith(
    'exact',
    [
      { key: 'Thing', table: 'things', columns: [ORGANIZATION, ...columns()] },
      {
        key: 'Made',
        table: 'made',
        columns: [ORGANIZATION, { name: 'given', type: 'bigint' }, { name: 'made', type: 'numeric(38,18)' }],
        formulas: [{ target: 'made', tier: 3, handler: 'wasm:make' }],
      },
    ],
    {
      contributions: { actions: [{ key: 'echo', target_model: 'Thing', placement: 'table', handler: { type: 'wasm', function: 'echo' } }] },
    },
  );

/** What the function `make` answers next. */
let made = '0';
let told = '';
const guest: GuestPort = {
  state: () => 'ready',
  call: ({ function: name, payload }) => {
    told = payload;
    return Promise.resolve(name === 'make' ? made : `{"success":true,"data":${payload}}`);
  },
};

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ guest });
  await t.install(thing());
});
afterAll(() => t.database.close());

/** Requests and answers as texts: a double has no part in either. */
async function ask(method: string, path: string, body?: string | FormData): Promise<{ status: number; text: string }> {
  const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, ...(body !== undefined && { body }) }));
  return { status: response.status, text: await response.text() };
}
/** The row in an answer, as it is written there. */
const rowIn = (text: string): string => /^\{"success":true,"data":(\{.*\})\}$/s.exec(text)?.[1] ?? `no row: ${text.slice(0, 500)}`;

const AS_TEXTS = NAMES.map((name) => `"${name}"::text`).join(', ');
const storedOf = (table: string, where = 'true') => t.query(`select ${AS_TEXTS} from addon_exact.${table} where ${where} order by id`);

const digits = (most: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{0,${String(most - 1)}}$`));
const signed = (number: fc.Arbitrary<string>) => fc.tuple(fc.constantFrom('', '-'), number).map((parts) => parts.join(''));
const decimal = (whole: number, places: number) =>
  signed(
    fc
      .tuple(fc.oneof(fc.constant('0'), digits(whole)), fc.stringMatching(new RegExp(`^\\d{1,${String(places)}}$`)))
      .map((parts) => parts.join('.')),
  );
const quoted = (text: string) => JSON.stringify(text);
const either = (text: fc.Arbitrary<string>) => fc.tuple(text, fc.boolean()).map(([value, isText]) => (isText ? quoted(value) : value));
/** Texts that every format can carry: what files do to others is their own specs' to say. */
const tame = fc.stringMatching(/^[A-Za-zñ€ü][A-Za-z0-9 ,;"'_|ñ€ü.]{0,9}[a-zA-Z0-9]$/);
const number = fc.oneof(decimal(30, 30), signed(digits(40)), decimal(3, 2), fc.constantFrom('1e3', '1.0', '0.10', '1E-7', '-2.50e2'));
const leaf = fc.oneof(number, tame.map(quoted), fc.constantFrom('true', 'false', 'null'));
const json = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((list) => `[${list.join(',')}]`),
  fc.dictionary(fc.stringMatching(/^(?:[a-z]{1,4}|[0-9]{1,3})$/), leaf, { maxKeys: 3 }).map(
    (members) =>
      `{${Object.entries(members)
        .map(([name, value]) => `${quoted(name)}:${value}`)
        .join(',')}}`,
  ),
);
const bigint = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);

/** JSON texts that a column takes. */
const LITERALS: Readonly<Record<Name, fc.Arbitrary<string>>> = {
  note: fc.oneof(tame.map(quoted), signed(digits(30)), decimal(20, 20)),
  code: tame.map(quoted),
  count: either(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(String)),
  big: either(bigint),
  price: either(decimal(16, 2)),
  wide: either(fc.oneof(decimal(20, 18), fc.constantFrom('99999999999999999999', '-99999999999999999999.999999999999999999'))),
  plain: either(decimal(14, 4)),
  ok: fc.constantFrom('true', 'false'),
  day: fc
    .date({ min: new Date('1901-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    .map((at) => quoted(at.toISOString().slice(0, 10))),
  at_time: fc.date({ min: new Date('1901-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }).map((at) => quoted(at.toISOString())),
  doc: json.filter((text) => text !== 'null' && !text.startsWith('"')),
  embedding: fc
    .array(
      fc.integer({ min: -4000, max: 4000 }).map((eighths) => String(eighths / 8)),
      { minLength: 3, maxLength: 3 },
    )
    .map((list) => `[${list.join(',')}]`),
  peer: fc.uuid().map(quoted),
};
const row = fc.record(LITERALS).map((values) => `{${NAMES.map((name) => `${quoted(name)}:${values[name]}`).join(',')}}`);

/** What PostgreSQL makes of the literals by itself. */
async function castOf(body: string): Promise<Record<string, unknown>> {
  const list = NAMES.map((name) => `(body->>'${name}')::${name === 'plain' ? 'numeric(18,4)' : TYPES[name]}::text as "${name}"`).join(', ');
  const [cast] = await t.query(`select ${list} from (select $1::text::json as body) as given`, [body]);
  return cast ?? {};
}

/** Texts of JSON, which are read as JSON where they are said; quotes of their own make a text of them. */
const JSON_TEXTS = ['red', '5', 'true', 'null', '"quoted"', '{"a": 1}', '', '=1+1', '73140.16089256373'];
/** Numbers that a double holds and a workbook cuts. */
const LONG_DOUBLES = ['73140.16089256373', '0.1234567890123456', '-9007199254740991'];

describe('a row', () => {
  it('is stored as it was said, answered, and stays as it is when the answer is written back', async () => {
    await fc.assert(
      fc.asyncProperty(row, async (body) => {
        const created = await ask('POST', '/data/things', body);
        expect([created.status, created.status === 201 ? '' : created.text]).toEqual([201, '']);
        const { id } = JSON.parse(rowIn(created.text)) as { id: string };
        const stored = await storedOf('things', `id = '${id}'`);
        expect(stored).toEqual([await castOf(body)]);
        const read = rowIn((await ask('GET', `/data/things/${id}`)).text);
        expect(rowIn(created.text)).toBe(read);
        const back = await ask('PUT', `/data/things/${id}`, read);
        expect(await storedOf('things', `id = '${id}'`)).toEqual(stored);
        const without = (text: string) => text.replace(/"updated_at":"[^"]*"/, '');
        expect(without(rowIn(back.text))).toBe(without(read));
      }),
      { numRuns: cases(20, 1_000) },
    );
  });

  it('may hold a text of JSON, which is written in quotes of its own', async () => {
    for (const doc of [...JSON_TEXTS.map((text) => quoted(quoted(text))), ...LONG_DOUBLES])
      expect((await ask('POST', '/data/things', `{"note":"of JSON","doc":${doc}}`)).status).toBe(201);
    expect(await t.query(`select doc #>> '{}' as text from addon_exact.things where note = 'of JSON' order by created_at`)).toEqual(
      [...JSON_TEXTS, ...LONG_DOUBLES].map((text) => ({ text })),
    );
  });

  it.each(['csv', 'json', 'xlsx'] as const)('goes out as %s and comes in again the same', async (format) => {
    const file = await t.kernel.fetch(new Request(`http://kernel.test/data/things/export?format=${format}&columns=${NAMES.join()}`));
    const before = await storedOf('things');
    expect(before.length).toBeGreaterThan(0);
    const form = new FormData();
    form.set('file', new File([await file.arrayBuffer()], `things.${format}`));
    await t.query('create table addon_exact.kept as select id from addon_exact.things');
    const carried = (rows: Record<string, unknown>[]) => rows.map((one) => JSON.stringify(one)).sort();
    const answer = await ask('POST', '/data/things/import', form);
    expect(JSON.parse(answer.text)).toMatchObject({ success: true, data: { created: before.length, failures: [] } });
    const after = await storedOf('things', 'id not in (select id from addon_exact.kept)');
    expect(carried(after)).toEqual(carried(before));
    await t.query('delete from addon_exact.things where id not in (select id from addon_exact.kept)');
    await t.query('drop table addon_exact.kept');
  });
});

describe('a number', () => {
  it('reaches the handler of an action, and its answer the caller, digit by digit', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const { status, text } = await ask('POST', '/data/things/action/echo', `{"value":${value}}`);
        expect(status).toBe(200);
        expect(told).toContain(`"args":{"value":${value}}`);
        expect(text).toContain(`"args":{"value":${value}}`);
      }),
      { numRuns: cases(20, 500) },
    );
  });

  it('that a function of the addon computes is stored digit by digit, and it reads numbers as rows answer them', async () => {
    await fc.assert(
      fc.asyncProperty(decimal(20, 18), bigint, async (value, given) => {
        made = value;
        const { status } = await ask('POST', '/data/made', `{"given":${given}}`);
        expect(status).toBe(201);
        const [stored] = await t.query(
          'select given::text, made::text, $1::numeric(38,18)::text as wanted from addon_exact.made order by created_at desc, id limit 1',
          [value],
        );
        expect(stored).toMatchObject({ given, made: stored?.wanted });
        expect(told).toContain(`"given":${Number.isSafeInteger(Number(given)) ? given : quoted(given)}`);
        await t.query('delete from addon_exact.made');
      }),
      { numRuns: cases(10, 500) },
    );
  });

  it('with more decimals than its column keeps is refused with the cure, and nothing is rounded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<[Name, number]>(['price', 2], ['plain', 4], ['wide', 18]),
        decimal(5, 3),
        fc.boolean(),
        async ([name, places], start, isText) => {
          const value = `${start.padEnd(start.indexOf('.') + 1 + places, '0').slice(0, start.indexOf('.') + 1 + places)}7`;
          const { status, text } = await ask('POST', '/data/things', `{"${name}":${isText ? quoted(value) : value}}`);
          expect(status).toBe(422);
          expect((JSON.parse(text) as { errors: unknown }).errors).toMatchObject({
            [name]: [{ code: 'decimals', params: { max: places } }],
          });
        },
      ),
      { numRuns: cases(10, 300) },
    );
  });
});

describe('what a manifest says', () => {
  /** Literals of manifests are plain values: hosts read their numbers as doubles, so long ones are texts. */
  const plain: Partial<Record<Name, fc.Arbitrary<string | number | boolean>>> = {
    note: tame.map((text) => text.replaceAll(/["';]/g, '')),
    count: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    big: bigint,
    price: fc.oneof(
      decimal(16, 2),
      fc.integer({ min: -99999, max: 99999 }).map((cents) => cents / 100),
    ),
    wide: decimal(20, 18),
    ok: fc.boolean(),
    day: fc.constantFrom('2026-02-28', '1999-12-31'),
  };
  it('as a default and as a row is stored as it stands there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(plain), async (values) => {
        const names = Object.keys(values) as Name[];
        const own = names.map((name): Column => ({ name, type: TYPES[name], default: values[name] }));
        await t.kernel.reset('said');
        await t.install(
          manifestWith('said', [
            { key: 'Default', table: 'defaults', columns: [ORGANIZATION, { name: 'key', type: 'text' }, ...own] },
            {
              key: 'Row',
              table: 'rows',
              columns: [ORGANIZATION, { name: 'key', type: 'text' }, ...names.map((name) => ({ name, type: TYPES[name] }))],
              seed: { key: 'key', rows: [{ key: 'one', ...values }] },
            },
          ]),
        );
        expect((await ask('POST', '/data/defaults', '{}')).status).toBe(201);
        const list = names.map((name) => `"${name}"::text`).join(', ');
        const wanted = names.map((name, at) => `$${String(at + 1)}::text::${TYPES[name]}::text as "${name}"`).join(', ');
        const [expected] = await t.query(
          `select ${wanted}`,
          names.map((name) => String(values[name])),
        );
        expect(await t.query(`select ${list} from addon_said.defaults`)).toEqual([expected]);
        expect(await t.query(`select ${list} from addon_said.rows`)).toEqual([expected]);
      }),
      { numRuns: cases(3, 60) },
    );
  });
});
