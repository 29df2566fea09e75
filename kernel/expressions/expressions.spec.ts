import { describe, expect, it } from 'vitest';
import { readArithmetic } from './arithmetic';
import { readGuard, readRule } from './guard';
import { readIndexWhere } from './index-predicate';
import { namesIn, readEventFilter, readPredicate } from './predicate';
import { regexFault } from './regex';
import { durationMs, folio, isFolioFormat, isInputSource, readPlaceholders } from './small';
import fc from '../testing/property';

const names = (reading: { ok: true; names: readonly string[] } | { ok: false; offset: number }): readonly string[] | number =>
  reading.ok ? reading.names : reading.offset;

describe('arithmetic', () => {
  it.each<[string, readonly string[] | number]>([
    ['a', ['a']],
    ['1 + .5 * 2.', []],
    ['-(a + b) * - + c / 3', ['a', 'b', 'c']],
    ['', 0],
    ['a b', 2],
    ['a +', 3],
    ['(a', 2],
    ['a)', 1],
    ['a % b', 2],
    ['sum(a)', 3],
    ['2(3)', 1],
    ['a.b', 1],
    ["'x'", 0],
    ['1e3', 1],
  ])('%j', (text, expected) => {
    expect(names(readArithmetic(text))).toEqual(expected);
  });

  it('reads extension columns only where they may be read', () => {
    expect(names(readArithmetic('Ext.total', { dotted: true }))).toEqual(['Ext.total']);
    expect(names(readRule('Ext.total > 0'))).toEqual(['Ext.total']);
  });

  it.each<[string, readonly string[] | null]>([
    ['a >= 0', ['a']],
    ['a = b', ['a', 'b']],
    ['a == b + 1', ['a', 'b']],
    ['0 < a < 3', null],
    ['(a > 0)', null],
    ['a ! b', null],
    ['a', null],
  ])('guard %j', (text, expected) => {
    const reading = readGuard(text);
    expect(reading.ok ? reading.names : null).toEqual(expected);
  });

  it.each<[string, boolean]>([
    ['a != b', true],
    ['a = b', false],
    ['1 < a < 3', false],
    ['a + 1 >= (b - 2)', true],
    ['(a > b)', false],
  ])('rule %j', (text, ok) => {
    expect(readRule(text).ok).toBe(ok);
  });
});

describe('index condition', () => {
  it.each<[string, readonly string[] | null]>([
    ["status = 'open'", ['status']],
    ["status <> 'closed' AND due_date is NOT null and n >= -1.5", ['status', 'due_date', 'n']],
    ['urgent = true', ['urgent']],
    ["a = 'x' OR b = 'y'", null],
    ['(a = 1)', null],
    ['lower(a) = 1', null],
    ["a = 'x; drop'", null],
    ['A = 1', null],
    ['a = b', null],
    ["a = 'x and y'", null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(readIndexWhere(text)?.map(({ column }) => column) ?? null).toEqual(expected);
  });
});

describe('record predicate', () => {
  it.each<[string, readonly string[] | null]>([
    ['', []],
    ['  ', []],
    ["status == 'sent' && total > 0", ['status', 'total']],
    ['(status in (\'a\', "b") || Ext.col not in [1, -2]) && x <> null', ['status', 'Ext.col', 'x']],
    ["status not_in ('a')", ['status']],
    ["((a = 'x\\'y'))", ['a']],
    ['status == sent', null],
    ['status', null],
    ["'a' == status", null],
    ['a == 1 &&', null],
    ['(a == 1', null],
    ['a == 1)', null],
    ['a in ()', null],
    ['a in (1]', null],
    ['!a', null],
    ['a == b', null],
  ])('%j', (text, expected) => {
    const reading = readPredicate(text);
    expect(reading.ok ? namesIn(reading.ast) : null).toEqual(expected);
  });

  it.each<[string, string[] | null]>([
    ['payload.lines.size() > 0', ['payload.lines.size()']],
    ["(a.size() >= 2 && b == 'x')", ['a.size()', 'b']],
    ['a.size', null],
    ['a.size( > 0', null],
    ['a.length() > 0', null],
    ['size() > 0', null],
  ])('counts in the filter of an event: %j', (text, expected) => {
    const reading = readEventFilter(text);
    expect(reading.ok ? namesIn(reading.ast) : null).toEqual(expected);
    expect(readPredicate(text).ok).toBe(false);
  });

  it('never throws', () => {
    const pieces = fc.array(
      fc.constantFrom('a', 'a.size', '1', "'x'", '(', ')', '[', ']', ',', '==', '&&', '||', 'in', 'not', ' ', '"', '\\'),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        pieces,
        (parts) => typeof readEventFilter(parts.join('')).ok === 'boolean' && typeof readGuard(parts.join('')).ok === 'boolean',
      ),
    );
  });
});

describe('regular expressions of the host', () => {
  it.each<[string, string | null]>([
    ['^[a-z]+$', null],
    ['(?i)abc', null],
    ['(?P<year>\\d{4})', null],
    ['(?s-i:a.b)', null],
    ['[', 'syntax'],
    ['a{1001}', 'syntax'],
    ['(?=a)', 'unsupported'],
    ['(?<!a)b', 'unsupported'],
    ['(a)\\1', 'unsupported'],
    ['(?<n>a)\\k<n>', 'unsupported'],
    // JavaScript reads these, RE2 does not.
    ['a**', 'syntax'],
    ['\\u0041', 'syntax'],
    ['\\Z', 'syntax'],
    ['(?:a{100}){100}', 'syntax'],
    // RE2 reads these, JavaScript does not.
    ['[[:alpha:]]\\pN\\x{41}', null],
    ['\\Qa.b\\E\\z', null],
    ['(?P<n>a)', null],
    ['a'.repeat(1000), null],
    ['a'.repeat(1001), 'length'],
    ['\\\\1', null],
  ])('%j', (source, expected) => {
    expect(regexFault(source)).toBe(expected);
  });
});

describe('the smallest languages', () => {
  it('folio formats hold one counter', () => {
    expect(['T-{seq}', '{seq:06}'].map(isFolioFormat)).toEqual([true, true]);
    expect(['T', '{seq:6}', '{seq}{seq}'].map(isFolioFormat)).toEqual([false, false, false]);
    expect(['T-{seq}', 'F-{seq:05}'].map((format) => folio(format, 42))).toEqual(['T-42', 'F-00042']);
    expect(['{seq:0120}', '{seq:0999999999}'].map((format) => folio(format, 1).length)).toEqual([120, 10_000]);
  });

  it('sources of inputs', () => {
    expect(['record.a', 'payload.b', 'const:', 'const:x y'].map(isInputSource)).toEqual([true, true, true, true]);
    expect(['record.', 'other.a', 'record.a.b', ''].map(isInputSource)).toEqual([false, false, false, false]);
  });

  it('durations', () => {
    expect(['1h30m', '15ms', '2us', '2µs', '0s', '0', '1.5h', '.5s', '-1s', '+1s', '1ns'].map(durationMs)).toEqual([
      5_400_000, 15, 0.002, 0.002, 0, 0, 5_400_000, 500, -1000, 1000, 1e-6,
    ]);
    expect(['5', '', '-', '1d', '1h 5m', ' 1s', 's', '.s', '1x1s', '2562048h'].map(durationMs)).toEqual(Array(10).fill(null));
    expect(durationMs('2562047h')).toBe(2_562_047 * 3_600_000);
  });

  it('marks in a text', () => {
    expect(readPlaceholders('{a} - {b_1}')).toEqual({ names: ['a', 'b_1'], stray: false });
    expect(readPlaceholders('{ a }{B}{}')).toEqual({ names: ['a', 'B', ''], stray: false });
    expect(readPlaceholders('{{a}} {b')).toEqual({ names: ['a'], stray: true });
  });
});
