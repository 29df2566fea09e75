/** What PostgreSQL takes as a table, and of which no row could be made, or only one that brings values of its own. */
import { describe, expect, it } from 'vitest';
import { check } from '../check';
import { findingsWith, shopWith, type RuleCase } from '../testing';

const M = '/models/0';
const AT = `${M}/columns/2`;
const column = (name: string, type: string, more: object = {}): Record<string, unknown> => ({ [AT]: { name, type, ...more } });

describe('audit columns that a manifest declares', () => {
  it.each<RuleCase>([
    ['are filled by the host', column('created_at', 'timestamptz', { not_null: true }), []],
    ['are filled by the host, people too', column('updated_by_id', 'uuid', { not_null: true }), []],
    ['tell of deleted rows', column('deleted_at', 'timestamptz', { not_null: true }), [`warning AUDIT-FILL ${AT}/not_null`]],
    ['tell who deleted a row', column('deleted_by_id', 'uuid', { not_null: true }), [`warning AUDIT-FILL ${AT}/not_null`]],
    ['delete no row that is new', column('deleted_at', 'timestamptz', { default: 'now()' }), [`warning AUDIT-FILL ${AT}/default`]],
    ['may have no default', column('deleted_at', 'timestamptz', { default: 'null' }), []],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('an id that a manifest declares', () => {
  const ID = `${M}/columns/0`;
  const id = (type: string, more: object = {}): Record<string, unknown> => ({ [ID]: { name: 'id', type, ...more } });
  it.each<RuleCase>([
    ['is a uuid', id('uuid', { primary_key: true }), []],
    ['is a text', id('text', { primary_key: true }), []],
    ['is a text with room for a uuid', id('varchar(36)', { primary_key: true }), []],
    ['is no shorter text', id('varchar(35)', { primary_key: true }), [`warning ID-FIT ${ID}/type`]],
    ['is no number', id('integer', { primary_key: true }), [`warning ID-FIT ${ID}/type`]],
    ['is no number with a default', id('bigint', { default: 5 }), [`warning ID-FIT ${ID}/type`]],
    ['is made by a function', id('uuid', { default: 'gen_random_uuid()' }), []],
    ['is not the same for each row', id('uuid', { default: '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a' }), [`warning ID-FIT ${ID}/default`]],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a column that counts', () => {
  const counted = (type: string, format = 'A-{seq:06}'): Record<string, unknown> => ({
    ...column('status', type, { sequence: 'folio' }),
    [`${M}/sequences`]: [{ key: 'folio', format }],
  });
  it.each<RuleCase>([
    ['holds a text', counted('text'), []],
    ['holds a text with room', counted('varchar(8)'), []],
    ['holds no text without room', counted('varchar(7)'), [`warning SEQ-FIT ${AT}/type`]],
    ['holds a number', counted('integer', '{seq}'), []],
    ['holds a number with zeros in front', counted('bigint', '{seq:06}'), []],
    ['holds no number with letters', counted('integer'), [`warning SEQ-FIT ${AT}/type`]],
    ['is no day', counted('date', '{seq}'), [`warning SEQ-FIT ${AT}/type`]],
    ['is no flag', counted('boolean', 'A-{seq}'), [`warning SEQ-FIT ${AT}/type`]],
    ['is no id', counted('uuid', '{seq}'), [`warning SEQ-FIT ${AT}/type`]],
    ['is no JSON', counted('jsonb'), [`warning SEQ-FIT ${AT}/type`]],
    ['has room for its numbers', counted('numeric(3,2)', '10{seq}'), [`warning SEQ-FIT ${AT}/type`]],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a stage', () => {
  const staged = (type: string, ...stages: object[]): Record<string, unknown> => ({
    ...column('status', type),
    [`${M}/stage_field`]: 'status',
    [`${M}/stages`]: stages,
  });
  it.each<RuleCase>([
    ['fits its column', staged('varchar(4)', { key: 'open' }), []],
    ['is no longer than its column', staged('varchar(3)', { key: 'open' }), [`warning STG-FIT ${M}/stages/0/key`]],
    ['that comes later neither', staged('varchar(4)', { key: 'open' }, { key: 'closed' }), [`warning STG-FIT ${M}/stages/1/key`]],
    ['is no text in a column of numbers', staged('integer', { key: 'open' }), [`warning STG-FIT ${M}/stages/0/key`]],
    [
      'is no id of what its column points at',
      { ...staged('text', { key: 'open' }), [AT]: { name: 'status', type: 'text', ref: 'core.User' } },
      [`warning STG-FIT ${M}/stages/0/key`],
    ],
    [
      'is no id that a foreign key would find',
      {
        ...staged('text', { key: 'open' }),
        [`${M}/foreign_keys`]: [{ columns: ['status'], policy: 'logical', references: { model: 'Line', columns: ['id'] } }],
      },
      [`warning STG-FIT ${M}/stages/0/key`],
    ],
    [
      'is no id that is a text and made up',
      {
        ...staged('text', { key: 'open' }),
        '/models/1/columns/0': { name: 'id', type: 'text' },
        [`${M}/foreign_keys`]: [{ columns: ['status'], policy: 'logical', references: { model: 'Line', columns: ['id'] } }],
      },
      [`warning STG-FIT ${M}/stages/0/key`],
    ],
    [
      'may be an id that is seeded',
      {
        ...staged('text', { key: 'open' }),
        '/models/1/columns/0': { name: 'id', type: 'text' },
        '/models/1/seed': { key: 'id', rows: [{ id: 'open' }] },
        [`${M}/foreign_keys`]: [{ columns: ['status'], policy: 'logical', references: { model: 'Line', columns: ['id'] } }],
      },
      [],
    ],
    [
      'looks as its column asks',
      { ...staged('text', { key: 'open' }), [AT]: { name: 'status', type: 'text', validation: { regex: '^o' } } },
      [],
    ],
    [
      'looks no other way',
      { ...staged('text', { key: 'open' }), [AT]: { name: 'status', type: 'text', validation: { regex: '^x' } } },
      [`warning STG-FIT ${M}/stages/0/key`],
    ],
    [
      'may be a number',
      staged('integer', { key: '1' }, { key: '2' }),
      ['requires_state_in_stages /contributions/actions/0/requires_state/0'],
    ],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a formula', () => {
  const made = (expr: string, type: string, given: unknown, more: object = {}): Record<string, unknown> => ({
    [`${M}/columns/3`]: { name: 'total', type: 'bigint', default: given, ...more },
    [`${M}/columns/4`]: { name: 'paid', type },
    [`${M}/formulas`]: [{ target: 'paid', expr }],
  });
  const WHERE = `${M}/formulas/0/expr`;
  it.each<RuleCase>([
    ['fits what it makes of the defaults', made('total * 10', 'integer', 5), []],
    ['overflows an integer', made('total * 10', 'integer', 2_000_000_000), [`warning FORM-FIT ${WHERE}`]],
    ['overflows a decimal', made('total + 999', 'numeric(5,2)', 1), [`warning FORM-FIT ${WHERE}`]],
    ['makes no id', made('total', 'uuid', 5), [`warning FORM-FIT ${M}/formulas/0/target`]],
    [
      'makes no id that a text points at',
      { ...made('total', 'text', 5), [`${M}/columns/4`]: { name: 'paid', type: 'text', ref: 'Line' } },
      [`warning FORM-FIT ${M}/formulas/0/target`],
    ],
    ['is rounded', made('total / 3', 'numeric(5,2)', 1), []],
    ['is longer than its text', made('total / 3', 'varchar(3)', 1), [`warning FORM-FIT ${WHERE}`]],
    ['reads a default in quotes', made('total * 10', 'integer', "'2000000000'"), [`warning FORM-FIT ${WHERE}`]],
    ['divides by zero, which is zero', made('total / 0', 'integer', 5), []],
    ['takes nothing for zero', made('total * 1000', 'numeric(3,2)', null), []],
    ['reads what every row brings', made('total * 1000', 'numeric(3,2)', null, { not_null: true }), []],
    ['overflows without reading anything', made('1000 * 1000', 'numeric(3,2)', null), [`warning FORM-FIT ${WHERE}`]],
    [
      'overflows by what another made',
      {
        ...made('1000', 'integer', 5),
        [`${M}/columns/2`]: { name: 'status', type: 'numeric(3,2)' },
        [`${M}/formulas`]: [
          { target: 'paid', expr: '1000' },
          { target: 'status', expr: 'paid * 2' },
        ],
      },
      [`warning FORM-FIT ${M}/formulas/1/expr`],
    ],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a default', () => {
  const kept = (given: unknown, expr = 'status < 5', more: object = {}): Record<string, unknown> =>
    column('status', 'integer', { default: given, constraints: [{ expr, error_key: 'low', ...more }] });
  it.each<RuleCase>([
    ['keeps the constraints of its column', kept(4), []],
    ['breaks none', kept(5), [`warning DEFAULT-FIT ${AT}/default`]],
    ['in quotes neither', kept("'7'"), [`warning DEFAULT-FIT ${AT}/default`]],
    ['may break what another column decides too', kept(5, 'status < total'), []],
    ['may wait for an approval', kept(5, 'status < 5', { on_violation: 'request_approval', approval: { roles: ['manager'] } }), []],
    ['that is none breaks nothing', kept(null), []],
  ])('%s', (_, changes, found) => expect(findingsWith(changes).filter((line) => line.includes('DEFAULT'))).toEqual(found));
});

describe('a computed column over a counter', () => {
  const counted = (type: string, generated: string): Record<string, unknown> => ({
    ...column('status', 'integer', { sequence: 'folio' }),
    [`${M}/sequences`]: [{ key: 'folio', format: '{seq}' }],
    [`${M}/columns/4`]: { name: 'paid', type, generated },
  });
  const GEN = `${M}/columns/4/generated`;
  it.each<RuleCase>([
    ['has room for what is counted', counted('numeric(4,2)', 'status + 1'), []],
    ['has none', counted('numeric(2,2)', 'status + 1'), [`warning GEN-FIT ${GEN}`]],
    ['is never divided by zero', counted('numeric(12,2)', '100 / status'), []],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a computed column', () => {
  const computed = (changes: Record<string, unknown>): Record<string, unknown> => ({
    [`${M}/columns/4`]: { name: 'paid', type: 'numeric(12,2)', generated: 'total * 2' },
    ...changes,
  });
  it.each<RuleCase>([
    [
      'is filled by no formula',
      computed({ [`${M}/formulas`]: [{ target: 'paid', expr: 'total' }] }),
      [`warning GEN-FILLED ${M}/formulas/0/target`],
    ],
    [
      'is filled by no sequence',
      computed({
        [`${M}/columns/4`]: { name: 'paid', type: 'numeric(12,2)', generated: 'total * 2', sequence: 'folio' },
        [`${M}/sequences`]: [{ key: 'folio', format: '{seq}' }],
      }),
      [`warning GEN-FILLED ${M}/columns/4/sequence`],
    ],
    [
      'is filled by no rollup',
      computed({
        [`${M}/relations`]: [
          { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'paid', from: 'amount' }] },
        ],
      }),
      [`warning GEN-FILLED ${M}/relations/0/rollups/0/target`],
    ],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a row', () => {
  const wide = (count: number, column: object): Record<string, unknown> => ({
    [`${M}/columns`]: [
      { name: 'id', type: 'uuid' },
      { name: 'organization_id', type: 'uuid' },
      { name: 'status', type: 'text' },
      { name: 'total', type: 'integer' },
      ...Array.from({ length: count }, (_, at) => ({ name: `c${at}`, ...column })),
    ],
  });
  it.each<RuleCase>([
    ['of short texts fits', wide(1_300, { type: 'text', default: 'abcd' }), []],
    ['of texts is too large', wide(1_580, { type: 'text', default: 'abcdef' }), [`warning ROW-SIZE ${M}/columns`]],
    ['of long texts keeps 18 bytes of each', wide(420, { type: 'text', default: 'x'.repeat(200) }), []],
    ['of long texts is too large', wide(460, { type: 'text', default: 'x'.repeat(200) }), [`warning ROW-SIZE ${M}/columns`]],
    ['of ids that are required is too large', wide(520, { type: 'uuid', not_null: true }), [`warning ROW-SIZE ${M}/columns`]],
    ['of columns that may be empty fits', wide(1_580, { type: 'uuid' }), []],
  ])('%s', (_, changes, found) => expect(findingsWith(changes)).toEqual(found));
});

describe('a default that its column cannot hold', () => {
  const told = (type: string, given: unknown): string => {
    const found = check(shopWith(column('status', type, { default: given }))).diagnostics.find(({ rule }) => rule === 'DEFAULT-FIT');
    return `${found?.message ?? ''} ${found?.cure ?? ''}`;
  };
  it.each([
    ['date', 'infinity', 'PostgreSQL takes it for a word of its own', 'Write a day'],
    ['timestamptz', "'today'", 'PostgreSQL takes it for a word of its own', 'Write a moment'],
    ['numeric', 'NaN', 'PostgreSQL takes it for a word of its own', 'Write a number'],
    ['date', 'maybe', 'the install fails', 'Write a day'],
    ['numeric(3,2)', 1000, 'out of the range', 'Write what fits numeric(3,2)'],
    ['varchar(3)', 'long', 'longer than', 'Shorten it'],
    ['numeric(3,2)', 1.234, 'more decimals', 'Write it with fewer decimals'],
  ])('is told as it is: %s %j', (type, given, what, cure) => {
    expect(told(type, given)).toContain(what);
    expect(told(type, given)).toContain(cure);
  });
});
