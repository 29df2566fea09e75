import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnTypeOf, FLAT_TYPES, OFFERED_TYPES, SIZED_ALIASES, textFault, TYPE_ALIASES } from './column-type';
import { KINDS, type ColumnKind } from './kinds';
import { literalOf, textOfJson } from './literal';

const { $defs } = JSON.parse(readFileSync('schemas/v3/columns.json', 'utf8')) as {
  $defs: { ColumnType: { else: { enum: string[] }; then: { pattern: string } } };
};
const named = $defs.ColumnType.else.enum;
const sized = new RegExp($defs.ColumnType.then.pattern);

describe('the kinds of columns', () => {
  it('have every type of the contract and no other', () => {
    expect(
      Object.values(KINDS)
        .flatMap(({ plain }) => Object.keys(plain))
        .sort(),
    ).toEqual([...named].sort());
    const spelled = Object.values(KINDS).flatMap(({ sized: own = {} }) =>
      Object.entries(own).map(([word, { numbers }]) => `${word}(${['12', '2'].slice(0, numbers).join()})`),
    );
    expect(spelled.filter((type) => !sized.test(type))).toEqual([]);
    expect(spelled).toEqual(['varchar(12)', 'numeric(12,2)', 'vector(12)']);
  });

  it('offer, and take other names for, types of the contract alone', () => {
    const meant = [...OFFERED_TYPES, ...TYPE_ALIASES.values(), ...FLAT_TYPES.values()];
    expect(meant.filter((type) => columnTypeOf(type) === null)).toEqual([]);
    expect([...SIZED_ALIASES.values()].filter(({ word, numbers }) => !columnTypeOf(numbers === 1 ? `${word}(3)` : `${word}(3,1)`))).toEqual(
      [],
    );
  });

  it.each([
    ['numeric(012,02)', { kind: 'decimal', sql: 'numeric(12,2)', precision: 12, scale: 2 }],
    ['varchar(040)', { kind: 'text', sql: 'varchar(40)', length: 40 }],
    ['vector(3)', { kind: 'vector', sql: 'vector(3)', length: 3 }],
    ['timestamp', { kind: 'timestamp', sql: 'timestamptz' }],
    ['numeric(12)', null],
    ['varchar(4,2)', null],
    ['text(3)', null],
    ['constructor', null],
    ['varchar(40); drop table x', null],
  ])('%s is read as %j', (type, read) => {
    expect(columnTypeOf(type)).toEqual(read);
  });
});

/** A value of each kind, one that is none, and `true` of JSON as its text. */
const VALUES: Readonly<Record<ColumnKind, readonly [value: string, none: string | null, flag: string | null]>> = {
  text: ['word', null, 'true'],
  integer: ['7', '7.5', null],
  decimal: ['7.5', 'seven', null],
  boolean: ['true', 'perhaps', 'true'],
  date: ['2026-01-31', '2026-02-30', null],
  timestamp: ['2026-01-31T09:30:00Z', '2026-01-31T25:00:00Z', null],
  uuid: ['0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a', '{0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a}', null],
  json: ['{"a":1}', '{a}', 'true'],
  vector: ['[1,2.5]', '[]', null],
};

it.each(Object.entries(VALUES) as [ColumnKind, (typeof VALUES)[ColumnKind]][])(
  'a value of %s is the same to a manifest and to a request, and what is none is none to both',
  (kind, [value, none, flag]) => {
    const [word = ''] = Object.keys(KINDS[kind].plain);
    const type = columnTypeOf(word);
    expect(type?.kind).toBe(kind);
    if (type === null) return;
    expect([textFault(type, value), literalOf(kind, value)]).toEqual([null, value]);
    if (none !== null) expect([textFault(type, none), literalOf(kind, none)]).toEqual(['type', null]);
    expect(textOfJson(kind, true)).toBe(flag);
  },
);
