/** Texts meant to hurt: each gets a clear answer, by bounded work, and leaves nothing behind. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from './check';
import { MAX_MANIFEST_BYTES, MAX_NESTING } from './parse';
import { MAX_DIAGNOSTICS } from './place';
import fc from '../testing/property';

const template = JSON.parse(readFileSync('templates/tickets/manifest.json', 'utf8')) as Record<string, unknown> & {
  metadata: object;
  models: unknown[];
};
/** Without the two blocks that earn notes, so that whatever is found here is of what a spec adds. */
const tickets: typeof template = { ...template, metadata: { ...template.metadata, features: [] }, settings: [] };
const model = (index: number): object => ({
  key: `Model${index}`,
  table: `table_${index}`,
  columns: [
    { name: 'id', type: 'uuid' },
    { name: 'organization_id', type: 'uuid' },
  ],
});
const rules = (text: string): string[] => check(text).diagnostics.map(({ rule }) => rule);

describe('a hostile manifest', () => {
  it('of 5 MB is answered by its size alone', () => {
    const result = check(`{"a":"${'x'.repeat(5 * 1024 * 1024)}"}`);
    expect(result.document).toBeUndefined();
    expect(result.diagnostics).toEqual([
      {
        rule: 'JSON-SIZE',
        severity: 'error',
        path: '',
        range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, offset: 0, length: 1 },
        message: 'The manifest has 5120 KiB; more than 4096 KiB are not read.',
        cure: 'Move data such as long texts or pictures into files of the bundle.',
        docs: 'docs/contract/rules/JSON-SIZE.md',
      },
    ]);
  });

  it('may be as long and as deep as it may be, and not a byte or a level more', () => {
    const long = (bytes: number): string => `"${'n'.repeat(bytes - 2)}"`;
    expect([rules(long(MAX_MANIFEST_BYTES)), rules(long(MAX_MANIFEST_BYTES + 1))]).toEqual([['SCHEMA-TYPE'], ['JSON-SIZE']]);
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect([rules(deep(MAX_NESTING)), rules(deep(MAX_NESTING + 1))]).toEqual([['SCHEMA-TYPE'], ['JSON-DEPTH']]);
  });

  it('counts bytes, not characters', () => {
    expect(rules(`"${'ñ'.repeat(2 * 1024 * 1024)}"`)).toEqual(['JSON-SIZE']);
    expect(rules(`"${'n'.repeat(2 * 1024 * 1024)}"`)).toEqual(['SCHEMA-TYPE']);
  });

  it.each([
    ['5,000 opening brackets', '['.repeat(5000)],
    ['5,000 closed levels', '['.repeat(5000) + ']'.repeat(5000)],
    ['4 million brackets', '['.repeat(4 * 1024 * 1024)],
  ])('with %s is refused at the level that is too deep', (_, text) => {
    const [first, ...rest] = check(text).diagnostics;
    expect(rest).toEqual([]);
    expect({ rule: first?.rule, offset: first?.range.offset }).toEqual({ rule: 'JSON-DEPTH', offset: 512 });
  });

  it('with two million values is refused by their number', () => {
    expect(rules(`[${'0,'.repeat(2_000_000)}0]`)).toEqual(['JSON-SIZE']);
  });

  it('that is wrong everywhere shows 500 findings and says that there are more', () => {
    const result = check(`{"apiVersion":"asteby.com/v3","kind":"Addon","models":[${'0,'.repeat(390_000)}0]}`);
    expect(result.accepted).toBe(false);
    expect(result.diagnostics).toHaveLength(MAX_DIAGNOSTICS + 1);
    expect(result.diagnostics.at(-1)).toMatchObject({ rule: 'MORE', severity: 'info', message: 'At least 1500 more not shown.' });
  });

  it('with a number beyond all numbers is refused at the number', () => {
    const text = '{"apiVersion": "asteby.com/v3", "a": [1e400]}';
    const [first] = check(text).diagnostics;
    expect(first).toMatchObject({ rule: 'JSON-NUMBER', range: { offset: text.indexOf('1e400'), length: 5 } });
  });

  it('with a number that hosts would round is warned of, at the number', () => {
    for (const [number, read] of [
      ['12345678901234567890', '12345678901234567000'],
      ['-0.12345678901234567891', '-0.12345678901234568'],
      ['9007199254740993', '9007199254740992'],
    ] as const)
      expect(check(`{"a": [${number}]}`).diagnostics.find(({ rule }) => rule === 'JSON-DIGITS')).toMatchObject({
        severity: 'warning',
        message: `Hosts read ${number} as ${read}: the number has more digits than they keep.`,
        range: { offset: 7, length: number.length },
      });
    for (const number of ['9007199254740992', '0.1', '1.50', '1e5', '-0', '1e-7', '123456789.123456'])
      expect(rules(`{"a": [${number}]}`)).not.toContain('JSON-DIGITS');
  });

  it('with a byte order mark, comments or trailing commas is refused with a cure for each', () => {
    const ofText = (text: string): string[] => rules(text).filter((rule) => rule.startsWith('JSON-'));
    expect(ofText('\uFEFF{}')).toEqual(['JSON-BOM']);
    expect(ofText('{ // one\n "a": 1, /* two */ }')).toEqual(['JSON-COMMENT', 'JSON-TRAILING-COMMA', 'JSON-COMMENT']);
    for (const diagnostic of check('\uFEFF{"a":[1,],/**/}').diagnostics.slice(0, 4)) expect(diagnostic.cure).toBeTypeOf('string');
  });

  it('with __proto__ and constructor keys poisons nothing and is refused as unknown', () => {
    const text = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify(tickets).slice(1)}`;
    const result = check(text);
    expect(result.diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'SCHEMA-UNKNOWN /__proto__',
      'SCHEMA-UNKNOWN /constructor',
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('with 10,000 valid models is accepted', () => {
    const text = JSON.stringify({ ...tickets, models: [...tickets.models, ...Array.from({ length: 10_000 }, (_, index) => model(index))] });
    expect(check(text)).toMatchObject({ accepted: true, diagnostics: [] });
  });

  it('with 10,000 models that each break several rules shows an error and the count', () => {
    const broken = Array.from({ length: 10_000 }, (_, index) => ({
      ...model(index),
      columns: [{ name: 'id', type: 'uuid' }],
      formulas: [{ target: 'nowhere', expr: 'nothing' }],
    }));
    const result = check(JSON.stringify({ ...tickets, models: [...tickets.models, ...broken] }));
    expect(result.accepted).toBe(false);
    expect(result.diagnostics.at(-1)?.message).toBe('At least 29500 more not shown.');
  });

  it('with a million parentheses in an expression is refused without recursion', () => {
    const columns = [
      { name: 'organization_id', type: 'uuid' },
      { name: 'total', type: 'numeric(12,2)' },
    ];
    const broken = { ...model(1), columns, formulas: [{ target: 'total', expr: '('.repeat(1_000_000) }] };
    expect(rules(JSON.stringify({ ...tickets, models: [...tickets.models, broken] }))).toEqual(['FORM-EXPR']);
  });

  it('with the same name twice says so, and the last one counts', () => {
    const twice = JSON.stringify(tickets).replace('"kind":"Addon"', '"kind":"Theme","kind":"Addon"');
    const { accepted, diagnostics } = check(twice);
    expect({ accepted, found: diagnostics.map(({ rule, severity }) => `${severity} ${rule}`) }).toEqual({
      accepted: true,
      found: ['warning JSON-DUPLICATE'],
    });
  });

  it('with half of a character is told at the half', () => {
    const half = check('{"a": "x\\ud800"}').diagnostics.find(({ rule }) => rule === 'JSON-SURROGATE');
    expect(half).toMatchObject({ severity: 'warning', range: { startLine: 1, startColumn: 7 } });
  });

  it('with an expression that would run for ever is accepted: expressions are compiled, never run', () => {
    const name = { name: 'a', type: 'text', validation: { regex: `${'('.repeat(50)}a${'+)'.repeat(50)}$` } };
    const broken = {
      ...model(1),
      columns: [
        { name: 'id', type: 'uuid' },
        { name: 'organization_id', type: 'uuid' },
        { ...name, name: 'ab' },
      ],
    };
    expect(check(JSON.stringify({ ...tickets, models: [...tickets.models, broken] }))).toMatchObject({ accepted: true, diagnostics: [] });
  });

  it('with a megabyte in every text gets its verdict: no pattern of ours looks twice at a character', () => {
    const long = (text: unknown): unknown =>
      typeof text === 'string'
        ? text.repeat(Math.ceil(20_000 / Math.max(text.length, 1)))
        : Array.isArray(text)
          ? text.map(long)
          : typeof text === 'object' && text !== null
            ? Object.fromEntries(Object.entries(text).map(([key, value]) => [key, long(value)]))
            : text;
    const text = JSON.stringify({ ...(long(tickets) as object), apiVersion: tickets.apiVersion, kind: tickets.kind });
    expect(text.length).toBeGreaterThan(1024 * 1024);
    expect(check(text).accepted).toBe(false);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', 'e', '-', '.', ' ', '\n', 'n', 'u') }),
        ),
        (text) => {
          const { accepted, diagnostics, document } = check(text);
          expect(accepted).toBe(!diagnostics.some(({ severity }) => severity === 'error'));
          // Our parser and the engine's agree on what JSON is.
          let parsed: unknown;
          try {
            parsed = JSON.parse(text);
          } catch {
            parsed = undefined;
          }
          expect(document).toEqual(parsed);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
