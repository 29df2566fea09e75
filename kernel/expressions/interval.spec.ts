import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/port';
import { cases, SEED } from '../testing/drawn';
import { openTestDatabase } from '../testing/kernel';
import fc from '../testing/property';
import { readArithmetic } from './arithmetic';
import { intervalOf, type NumberType, type Interval, valueIn, evaluateInterval } from './interval';

const INTEGER: NumberType = { name: 'integer' };
const BIGINT: NumberType = { name: 'bigint' };
const numeric = (precision: number, scale: number): NumberType => ({ name: 'numeric', precision, scale });
const written = (type: NumberType): string => (type.name === 'numeric' ? `numeric(${type.precision},${type.scale})` : type.name);

function plain({ low, scale }: Interval): string {
  const digits = (low < 0n ? -low : low).toString().padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${low < 0n ? '-' : ''}${digits.slice(0, at)}${scale > 0 ? `.${digits.slice(at)}` : ''}`;
}

/** What a text comes to in a column of a type: its digits, `null`, `unknown`, or the reason of the failure and the type at fault. */
function told(text: string, type: NumberType, columns: Readonly<Record<string, Interval | null>> = {}): string {
  const reading = readArithmetic(text);
  if (!reading.ok) return 'unreadable';
  const outcome = evaluateInterval(reading.ast, type, (name) => columns[name]);
  if (outcome === 'unknown') return outcome;
  if ('failed' in outcome) return `${outcome.failed.fault} ${outcome.failed.type}`;
  return outcome.value === null ? 'null' : plain(outcome.value);
}

describe('arithmetic as PostgreSQL works it out', () => {
  const TYPES: Readonly<Record<string, NumberType>> = { integer: INTEGER, bigint: BIGINT, 'numeric(12,2)': numeric(12, 2), 'numeric(60,20)': numeric(60, 20), 'numeric(5,2)': numeric(5, 2), 'numeric(3,2)': numeric(3, 2), 'numeric(2,2)': numeric(2, 2), 'numeric(2,1)': numeric(2, 1), 'numeric(2,5)': numeric(2, 5), 'numeric(20,0)': numeric(20, 0) }; // prettier-ignore
  const typeOf = (name: string): NumberType => TYPES[name] ?? INTEGER;
  const columnsOf = (given: string): Record<string, Interval | null> => {
    const [type = '', value = ''] = given.split(' ');
    return type === '' ? {} : { a: type === 'null' ? null : valueIn(typeOf(type), BigInt(value), 0) };
  };

  it.each<[text: string, type: string, a: string, expected: string]>([
    ['a + 1', 'integer', 'bigint 9007199254740993', 'range integer'],
    ['a + 1', 'bigint', 'bigint 9007199254740993', '9007199254740994'],
    ['a + 1', 'integer', 'integer 2147483647', 'range integer'],
    // Whole numbers are added as whole numbers, however wide the column is that keeps the sum.
    ['a + 1', 'numeric(60,20)', 'integer 2147483647', 'range integer'],
    ['a + 1.0', 'numeric(12,2)', 'integer 2147483647', '2147483648.00'],
    ['-2147483648', 'integer', '', '-2147483648'],
    ['- -2147483648', 'integer', '', 'range integer'],
    ['-a', 'integer', 'integer -2147483648', 'range integer'],
    ['a / -1', 'bigint', 'bigint -9223372036854775808', 'range bigint'],
    ['7 / 2', 'numeric(5,2)', '', '3.00'],
    ['-7 / 2', 'integer', '', '-3'],
    ['7 / 2.', 'numeric(5,2)', '', '3.50'],
    ['1 / 0', 'integer', '', 'zero integer'],
    ['1 / 0', 'integer', 'null', 'zero integer'],
    ['a / 0', 'integer', 'null', 'null'],
    ['a + 1', 'integer', '', 'unknown'],
    ['2.5', 'integer', '', '3'],
    ['-2.5', 'integer', '', '-3'],
    ['9.995', 'numeric(3,2)', '', 'range numeric(3,2)'],
    ['9.994', 'numeric(3,2)', '', '9.99'],
    ['.004', 'numeric(2,5)', '', 'range numeric(2,5)'],
    ['99999 * 99999', 'numeric(20,0)', '', 'range integer'],
  ])('%s in %s where a is %s: %s', (text, type, a, expected) => {
    expect(told(text, typeOf(type), columnsOf(a))).toBe(expected);
  });

  it.each<[text: string, type: string, column: string, fails: boolean]>([
    ['a + 1000', 'numeric(3,2)', 'numeric(3,2)', true],
    ['a + 10', 'numeric(3,2)', 'numeric(3,2)', false],
    ['a + 3000000000', 'integer', 'integer', false],
    ['a + 5000000000', 'integer', 'integer', true],
    ['a * 0 / 0', 'integer', 'integer', true],
    ['1 / a', 'integer', 'integer', false],
    ['1 / (a - a)', 'integer', 'integer', false],
    ['100 / a', 'numeric(2,2)', 'numeric(3,2)', false],
    ['10 / a', 'numeric(2,1)', 'numeric(3,2)', false],
  ])('%s in %s fails for every value of %s: %s', (text, type, column, fails) => {
    const reading = readArithmetic(text);
    const outcome = reading.ok ? evaluateInterval(reading.ast, typeOf(type), () => intervalOf(typeOf(column))) : 'unknown';
    expect(outcome !== 'unknown' && 'failed' in outcome).toBe(fails);
  });

  it('gives up on numbers that no column holds, instead of following them', () => {
    const a = valueIn(numeric(1000, 0), 10n ** 999n, 0);
    expect(told(Array(200).fill('a').join('*'), BIGINT, { a })).toBe('unknown');
    expect(told(`0 * ${Array(150).fill('a').join('*')}`, BIGINT, { a: valueIn(numeric(1000, 1000), 1n, 1000) })).toBe('unknown');
  });
});

describe('what PostgreSQL itself answers', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await database.asOwner(async (session) => {
      await session.run({
        sql: `create function pg_temp.tried(expression text) returns text language plpgsql as $$
          declare found text; begin execute 'select ' || expression into found; return coalesce(found, 'null');
          exception when others then return sqlstate; end $$`,
        parameters: [],
      });
    });
  });
  afterAll(() => database.close());

  const COLUMNS: readonly [name: string, type: NumberType][] = [
    ['i', INTEGER],
    ['b', BIGINT],
    ['n', numeric(18, 4)],
    ['s', numeric(3, 2)],
    ['t', numeric(2, 5)],
    ['w', numeric(60, 20)],
  ];
  const TYPES = [...COLUMNS.map(([, type]) => type), numeric(1000, 0), numeric(40, 30)];
  const literal = fc.constantFrom('0', '1', '2', '3', '7', '1000', '2147483647', '2147483648', '9223372036854775808', '2.5', '.5', '3.', '0.00', '9999.9999', '0.0001', '123456789.125'); // prettier-ignore
  const text = fc.letrec<{ sum: string; leaf: string }>((tie) => ({
    leaf: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...COLUMNS.map(([name]) => name)) }, literal),
    sum: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum')).map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
      fc.tuple(fc.constantFrom('-', '+'), tie('sum')).map(([sign, inner]) => `${sign} (${inner})`),
    ),
  })).sum;
  const valueOf = (type: NumberType): fc.Arbitrary<Interval | null> => {
    const { low, high, scale } = intervalOf(type);
    const any = fc.oneof(fc.constantFrom(low, high, 0n), fc.bigInt(low, high), fc.bigInt(-20n, 20n));
    return fc.oneof(
      { weight: 12, arbitrary: any.map((digits) => valueIn(type, digits, scale)) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
  };
  const drawn = fc.record({
    text,
    type: fc.constantFrom(...TYPES),
    values: fc.tuple(...COLUMNS.map(([, type]) => valueOf(type))),
  });

  it('is what is worked out, to the last digit and failure by failure', async () => {
    const all = fc.sample(drawn, { seed: SEED, numRuns: cases(300, 10_000) });
    const statements = all.map(({ text: expression, type, values }) => {
      const list = COLUMNS.map(([, own], at) => {
        const value = values[at];
        return `${value ? `'${plain(value)}'` : 'null'}::${written(own)}`;
      });
      return `(${expression})::${written(type)} from (values (${list.join()})) as t(${COLUMNS.map(([name]) => name).join()})`;
    });
    const { rows } = await database.asOwner((session) =>
      session.run<{ found: string }>({ sql: 'select pg_temp.tried(one) as found from unnest($1::text[]) one', parameters: [statements] }),
    );
    const code = (answer: string): string => (answer.startsWith('zero') ? '22012' : answer.startsWith('range') ? '22003' : answer);
    const ours = all.map(({ text: expression, type, values }) =>
      told(expression, type, Object.fromEntries(COLUMNS.map(([name], at) => [name, values[at] ?? null]))),
    );
    const differing = statements.flatMap((statement, at) => {
      const [our, their] = [code(ours[at] ?? ''), rows[at]?.found];
      return our === their ? [] : [{ statement, our, their }];
    });
    expect(differing).toEqual([]);
    // Values and failures of every kind were among them.
    expect(new Set(ours.map((answer) => /^[a-z]+/.exec(answer)?.[0] ?? 'value'))).toEqual(new Set(['value', 'null', 'zero', 'range']));
  });
});
