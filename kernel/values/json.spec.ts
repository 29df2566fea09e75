import { describe, expect, it } from 'vitest';
import { cases } from '../testing/drawn';
import fc from '../testing/property';
import { ExactNumber, parseJson, scanJson, storedJson, writeJson } from './json';

describe('JSON that keeps every digit', () => {
  it('reads plain numbers as numbers, and any other as it is written', () => {
    expect(parseJson('{"a":1,"b":-2.5,"c":1e21,"d":0.1}')).toEqual({ a: 1, b: -2.5, c: new ExactNumber('1e21'), d: 0.1 });
    for (const text of ['9007199254740993', '1.0', '10.00', '-0', '1e5', '1E400', '0.0000001', '12345678901234567.89'])
      expect(parseJson(`[${text}]`)).toEqual([new ExactNumber(text)]);
    for (const text of ['9007199254740991', '0', '-1', '1.5', '100', '0.25']) expect(parseJson(text)).toBe(Number(text));
  });

  it('writes what it read, byte for byte', () => {
    const text = '{"id":12345678901234567890,"amount":10.00,"list":[1.0,{"deep":-0}],"text":"1.0 \\" 2.00","e":1e400}';
    expect(writeJson(parseJson(text))).toBe(text);
  });

  it('has no number for a text that looks like one', () => {
    expect(parseJson('{"a":"1.0","b\\\\":"9007199254740993"}')).toEqual({ a: '1.0', 'b\\': '9007199254740993' });
    expect(scanJson('["1.0","\\"2.0","\\\\"]')).toEqual({ depth: 1, plain: true });
  });

  it('takes the last of two members of one name, and keeps __proto__ a member', () => {
    expect(writeJson(parseJson('{"a":1.0,"a":2.0,"__proto__":3.0}'))).toBe('{"a":2.0,"__proto__":3.0}');
    expect(({} as Record<string, unknown>)['3']).toBeUndefined();
  });

  it('refuses what is nested deeper than its callers can hold, before it reads it', () => {
    expect(parseJson('['.repeat(200) + ']'.repeat(200))).toBeInstanceOf(Array);
    expect(() => parseJson('['.repeat(201) + ']'.repeat(201))).toThrow('more than 200 brackets stand within each other');
    expect(() => parseJson('['.repeat(1_000_000))).toThrow('more than 200 brackets');
    expect(() => parseJson('{"a":1.0,}')).toThrow(SyntaxError);
  });

  it('gives the digits as a text to a writer that would lose them', () => {
    expect(JSON.stringify({ id: new ExactNumber('12345678901234567890') })).toBe('{"id":"12345678901234567890"}');
  });

  it('writes a jsonb with its members in the order of PostgreSQL', () => {
    const text = '{"b": 1, "10": {"z": 1, "007": 2, "123": 3}, "abc": [1.0]}';
    expect(writeJson(storedJson(text))).toBe(text.replaceAll(/([:,]) /g, '$1'));
    expect(JSON.stringify(storedJson(text))).toBe('{"10":{"123":3,"z":1,"007":2},"b":1,"abc":["1.0"]}');
  });

  it('writes any JSON as it was read', () => {
    const number = fc.oneof(
      fc.bigInt().map(String),
      fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.stringMatching(/^\d{1,30}$/)).map(([whole, part]) => `${whole}.${part}`),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    );
    const leaf = fc.oneof(
      number,
      fc.string().map((text) => JSON.stringify(text)),
      fc.constantFrom('true', 'false', 'null'),
    );
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
        fc.dictionary(fc.stringMatching(/^[a-z"\\]{1,5}$/), tie('tree'), { maxKeys: 4 }).map(
          (members) =>
            `{${Object.entries(members)
              .map(([name, item]) => `${JSON.stringify(name)}:${item}`)
              .join(',')}}`,
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        expect(writeJson(parseJson(text))).toBe(text);
      }),
      { numRuns: cases(500, 20_000) },
    );
  });
});
