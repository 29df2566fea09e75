import { describe, expect, it } from 'vitest';
import { parse } from './parse';

/** Rule and place of every fault. */
const faults = (text: string): string[] =>
  parse(text).findings.map(({ rule, span }) => `${rule} ${span?.offset ?? -1}+${span?.length ?? -1}`);
const sentence = (text: string): string | undefined => parse(text).findings[0]?.message.text.en;

describe('parse', () => {
  it('gives the value and where each part stands', () => {
    const { value, tree, findings } = parse('{ "a": [1, "b"] }');
    expect(findings).toEqual([]);
    expect(value).toEqual({ a: [1, 'b'] });
    expect(tree).toEqual({
      kind: 'object',
      offset: 0,
      length: 17,
      members: new Map([
        [
          'a',
          {
            keyOffset: 2,
            keyLength: 3,
            value: {
              kind: 'array',
              offset: 7,
              length: 8,
              items: [
                { kind: 'number', offset: 8, length: 1 },
                { kind: 'string', offset: 11, length: 3 },
              ],
            },
          },
        ],
      ]),
    });
  });

  it.each([
    ['', 'JSON-SYNTAX 0+0', 'The file is empty.'],
    ['{"a":1', 'JSON-SYNTAX 0+1', 'The file ends before the `{` of line 1 is closed.'],
    ['{\n"a":[1,\n2', 'JSON-SYNTAX 6+1', 'The file ends before the `[` of line 2 is closed.'],
    ['{"a" 1}', 'JSON-SYNTAX 5+1', 'Expected `:`, found "1".'],
    ['{"a":1 "b":2}', 'JSON-SYNTAX 7+3', 'Expected `,` or `}`, found "\\"b\\"".'],
    ['{a:1}', 'JSON-SYNTAX 1+1', 'Expected a name in double quotes, found "a".'],
    ["['a']", 'JSON-SYNTAX 1+3', 'Expected a value, found "\'a\'".'],
    ['[01]', 'JSON-SYNTAX 2+1', 'Expected `,` or `]`, found "1".'],
    ['[1.]', 'JSON-SYNTAX 1+2', '"1." is not a number.'],
    ['["a\nb"]', 'JSON-SYNTAX 1+2', 'The text is not closed on its line.'],
    ['["\\x"]', 'JSON-SYNTAX 1+4', 'An escape that JSON does not know.'],
    ['["\u0001"]', 'JSON-SYNTAX 1+3', 'A control character inside a text.'],
    ['{} {}', 'JSON-SYNTAX 3+1', 'Text after the end of the document.'],
    ['NaN', 'JSON-SYNTAX 0+3', 'Expected a value, found "NaN".'],
    ['{"a":}', 'JSON-SYNTAX 5+1', 'Expected a value, found "}".'],
  ])('says what is wrong with %j', (text, fault, message) => {
    expect(faults(text)).toEqual([fault]);
    expect(sentence(text)).toBe(message);
    expect(parse(text).value).toBeUndefined();
  });

  it('takes the last of two equal names, as the host does, and warns', () => {
    const { value, tree } = parse('{"a":1,"a":2}');
    expect(value).toEqual({ a: 2 });
    expect(tree?.members?.get('a')?.value.offset).toBe(11);
    expect(faults('{"a":1,"a":2}')).toEqual(['JSON-DUPLICATE 7+3']);
  });

  it('warns of half a surrogate pair, which the host replaces', () => {
    expect(faults('["\\ud800"]')).toEqual(['JSON-SURROGATE 1+8']);
    expect(faults('["\\ud83d\\ude00"]')).toEqual([]);
  });

  it('keeps a partial tree of a text that is still being written', () => {
    const { tree } = parse('{"apiVersion":"asteby.com/v3","kind":');
    expect([...(tree?.members?.keys() ?? [])]).toEqual(['apiVersion']);
  });
});
