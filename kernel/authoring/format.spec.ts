import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../templates';
import { formatJson } from './format';
import fc from '../testing/property';

function formatted(text: string): string {
  const result = formatJson(text);
  if (!result.ok) throw new Error(result.message);
  return [...result.edits]
    .reverse()
    .reduce((out, { offset, length, text: gap }) => out.slice(0, offset) + gap + out.slice(offset + length), text);
}

describe('layout', () => {
  it('leaves the templates as they are', () => {
    for (const { files } of TEMPLATES) expect(formatJson(files['manifest.json'] ?? '')).toEqual({ ok: true, edits: [] });
    for (const file of ['tsconfig.json', 'schemas/v3/models.json'])
      expect(formatJson(readFileSync(file, 'utf8'))).toEqual({ ok: true, edits: [] });
  });

  it.each<[string, string, string]>([
    ['an object that stood on one line', '{"a":1,"b":[ ],"c":{ }}', '{ "a": 1, "b": [], "c": {} }\n'],
    ['an object whose first name stood on its own line', '{\n"a":1,"b":{"c":true}}', '{\n  "a": 1,\n  "b": { "c": true }\n}\n'],
    ['a list of larger things', '[{"a":1,"b":2},{"a":3,"b":4}]', '[\n  { "a": 1, "b": 2 },\n  { "a": 3, "b": 4 }\n]\n'],
    ['a list of small things', '[\n1,\n"b",{"c":null}\n]\n\n', '[1, "b", { "c": null }]\n'],
    ['what is too long for a line', `["${'x'.repeat(70)}","${'y'.repeat(70)}"]`, `[\n  "${'x'.repeat(70)}",\n  "${'y'.repeat(70)}"\n]\n`],
    ['numbers, escapes and names given twice', '{"a":1.0e+1,"a":"\\u00e9"}', '{ "a": 1.0e+1, "a": "\\u00e9" }\n'],
    ['line ends of Windows', '{\r\n"a":1}', '{\r\n  "a": 1\r\n}\r\n'],
    ['a lone value', ' 1 ', '1\n'],
  ])('of %s', (_, text, expected) => expect(formatted(text)).toBe(expected));

  it('keeps what is 140 characters long on its line, and not what is one longer', () => {
    const list = (length: number) => `{\n  "a": ["x", "${'y'.repeat(length - 16)}"]\n}\n`;
    expect(formatted(list(140))).toBe(list(140));
    expect(formatted(list(141)).split('\n')).toHaveLength(7);
  });

  it('changes white space only, and nothing the second time', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        const once = formatted(spaced);
        expect(JSON.parse(once)).toEqual(JSON.parse(text));
        expect(once.replace(/\s/g, '')).toBe(spaced.replace(/\s/g, ''));
        expect(formatJson(once)).toEqual({ ok: true, edits: [] });
      }),
    );
  });
});

describe('what is no JSON', () => {
  it('is left alone, with the line and the reason; a comment is never dropped', () => {
    expect(formatJson('{\n  // why\n  "a": 1\n}')).toEqual({
      ok: false,
      line: 2,
      message: 'JSON has no comments.',
      cure: 'Remove it; columns and some blocks have a `comment` field.',
    });
    expect(formatJson('{\n  "a": 1,\n}', 'es')).toEqual({
      ok: false,
      line: 2,
      message: 'Una coma sin nada después.',
      cure: 'Quite la coma.',
    });
  });

  it('is left alone when it nests too deep', () => {
    expect(formatJson('['.repeat(5000))).toMatchObject({ ok: false, line: 1 });
    expect(formatted('['.repeat(500) + ']'.repeat(500)).replace(/\s/g, '')).toBe('['.repeat(500) + ']'.repeat(500));
  });
});
