import { describe, expect, it } from 'vitest';
import { check } from './check';
import { shopWith } from './testing';
import { convert } from '../authoring/convert/convert';
import { applyEdits, fixesFor } from '../authoring/fixes/fixes';

const REST = '"name": "Demo", "version": "1.0.0"';
const BIN = '"table_name": "bins", "model_key": "bin", "columns": [{ "name": "code", "type": "text" }]';

/** The verdict, its findings in one line each, and what hosts hold in their hands. */
function read(text: string): { accepted: boolean; found: string[]; document: unknown } {
  const { accepted, diagnostics, document } = check(text);
  const found = diagnostics.map(
    ({ rule, severity, path, range }) =>
      `${severity} ${rule} ${path}${rule === 'V2-CASE' ? ` ${text.slice(range.offset, range.offset + range.length)}` : ''}`,
  );
  return { accepted, found, document };
}

describe('a flat document', () => {
  it('has the fields that hosts read under names in any case, nested ones too', () => {
    const text = `{ "Key": "demo", "NAME": "Demo", "version": "1.0.0", "Model_Definitions": [{ "Table_Name": "bins", "model_key": "bin", "columns": [{ "Name": "code", "type": "text" }] }] }`;
    expect(read(text)).toEqual({
      accepted: true,
      found: [
        'warning V2-CASE /key "Key"',
        'warning V2-CASE /name "NAME"',
        'warning V2-CASE /model_definitions "Model_Definitions"',
        'warning V2-CASE /model_definitions/0/table_name "Table_Name"',
        'warning V2-CASE /model_definitions/0/columns/0/name "Name"',
      ],
      document: {
        key: 'demo',
        name: 'Demo',
        version: '1.0.0',
        model_definitions: [{ table_name: 'bins', model_key: 'bin', columns: [{ name: 'code', type: 'text' }] }],
      },
    });
    expect(convert(text).manifest?.models?.map(({ key, table }) => `${key} ${table}`)).toEqual(['Bin bins']);
  });

  it.each([
    [
      'a column by a name in another case',
      `{ "key": "demo", ${REST}, "Model_Definitions": [{ ${BIN.replace('"code"', '"DROP TABLE"')} }] }`,
      '/model_definitions/0/columns/0/name',
    ],
    ['a version that shadows the first', `{ "key": "demo", ${REST}, "Version": "not a version" }`, '/version'],
    ['the exact name that shadows another', `{ "key": "demo", "name": "Demo", "Version": "1.0.0", "version": "no" }`, '/version'],
    ['its key', `{ "KEY": "Ware House!", ${REST} }`, '/key'],
    [
      'a block that v2 has as v3 has it',
      `{ "key": "demo", ${REST}, "CONNECTORS": [{ "KEY": "mail" }, { "Key": "mail" }] }`,
      '/connectors/1/key',
    ],
    [
      'a stage by a name in another case',
      `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "stageField": "code", "stages": [{ "KEY": "a", "IsFinal": true }, { "key": "a" }] }] }`,
      '/model_definitions/0/stages/1/key',
    ],
    [
      'the end of a stage by a name in another case',
      `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "stages": [{ "key": "a", "ISFINAL": 1 }] }] }`,
      '/model_definitions/0/stages/0/isFinal',
    ],
    [
      'what a move does, by a name in another case',
      `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "OnTransition": [{ "TO": "a", "DO": "x" }] }] }`,
      '/model_definitions/0/onTransition/0/do',
    ],
    [
      'a total by a name in another case',
      `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "relations": [{ "name": "r", "kind": "one_to_many", "through": "bin", "foreign_key": "code", "Rollups": [{ "TARGET": "code", "FN": "sum", "From": "gone" }] }] }] }`,
      '/model_definitions/0/relations/0/rollups/0/from',
    ],
    [
      'a whole number of a stage that hosts cannot decode',
      `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "stageField": "code", "stages": [{ "key": "a", "ORDER": 1.0 }] }] }`,
      '/model_definitions/0/stages/0/order',
    ],
    ['a letter that folds to s', `{ "key": "demo", "name": "Demo", "ver\u017fion": "no" }`, '/version'],
  ])('is judged by what hosts read: %s', (_, text, place) => {
    const { accepted, diagnostics } = check(text);
    expect([accepted, diagnostics.filter(({ severity }) => severity === 'error').map(({ path }) => path)]).toEqual([false, [place]]);
  });

  it.each([
    [
      'objects field by field',
      `"backend": { "runtime": "wasm", "entry": "a.wasm" }, "Backend": { "entry": "b.wasm" }`,
      { backend: { runtime: 'wasm', entry: 'b.wasm' } },
    ],
    [
      'lists item by item',
      `"requires": [{ "key": "a", "label": "A" }, { "key": "b" }], "requires": [{ "label": "C" }]`,
      { requires: [{ key: 'a', label: 'C' }] },
    ],
    [
      'lists over what a shorter one left behind its end',
      `"requires": [{ "key": "a" }, { "key": "b" }], "requires": [{ "label": "C" }], "requires": [{ "label": "D" }, { "label": "E" }]`,
      {
        requires: [
          { key: 'a', label: 'D' },
          { key: 'b', label: 'E' },
        ],
      },
    ],
    [
      'lists anew after an empty one',
      `"requires": [{ "key": "a" }], "requires": [], "requires": [{ "label": "D" }]`,
      { requires: [{ label: 'D' }] },
    ],
    ['maps name by name', `"hooks": { "a::b": "/x", "c::d": "/y" }, "hooks": { "a::b": "/z" }`, { hooks: { 'a::b': '/z', 'c::d': '/y' } }],
    ['a text over null, and null over a text', `"author": null, "author": "A", "author": null`, { author: 'A' }],
    ['null over a text of a list', `"features": ["a", "b", "c"], "features": [null, "x"]`, { features: ['a', 'x'] }],
    [
      'null over a text behind the end of the list before',
      `"features": ["a", "b", "c"], "features": ["x"], "features": ["y", null, null]`,
      { features: ['y', 'b', 'c'] },
    ],
    ['null where there was no text', `"features": ["a"], "features": null, "features": [null]`, { features: [null] }],
    [
      'null over a text of a list in a list',
      `"tools": [{ "id": "a", "trigger_keywords": ["p", "q"] }], "tools": [{ "trigger_keywords": [null, "r", null] }]`,
      { tools: [{ id: 'a', trigger_keywords: ['p', 'r', null] }] },
    ],
    ['null over an item of a list', `"requires": [{ "key": "a" }], "requires": [null]`, { requires: [{ key: 'a' }] }],
    ['null over an object', `"backend": { "runtime": "wasm", "entry": "a.wasm" }, "backend": null`, { backend: null }],
    [
      'an object of free shape as a whole',
      `"navigation": [{ "items": [{ "filter": { "a": "1" } }] }]`,
      { navigation: [{ items: [{ filter: { a: '1' } }] }] },
    ],
  ])('that gives a field twice is read as encoding/json does: %s', (_, members, blocks) => {
    expect(read(`{ "key": "demo", ${REST}, ${members} }`).document).toEqual({ key: 'demo', name: 'Demo', version: '1.0.0', ...blocks });
  });

  it.each([
    [
      'a list that is given again is read over the first',
      `"Model_Definitions": [{ ${BIN} }], "model_definitions": [{ "label": "Bins" }]`,
      'V2-CASE',
      'Hosts read "model_definitions" over the "model_definitions" before it: they take no notice of case, and hosts read this one over the earlier one, field by field and item by item, and what it does not give stays as it was.',
    ],
    [
      'a list under one name to the letter',
      `"requires": [{ "key": "a" }], "requires": [{ "label": "C" }]`,
      'JSON-DUPLICATE',
      '"requires" is given twice in this object; hosts read this one over the earlier one, field by field and item by item, and what it does not give stays as it was.',
    ],
    ['a text', `"author": "A", "author": "B"`, 'JSON-DUPLICATE', '"author" is given twice in this object; only this last one counts.'],
    [
      'null over a text',
      `"author": "A", "author": null`,
      'JSON-DUPLICATE',
      '"author" is given twice in this object; this null changes nothing, the earlier one counts.',
    ],
    [
      'a list of texts',
      `"features": ["A"], "features": ["B"]`,
      'JSON-DUPLICATE',
      '"features" is given twice in this object; only this last one counts.',
    ],
    [
      'a list of texts with null over one',
      `"features": ["A"], "features": [null, "B"]`,
      'JSON-DUPLICATE',
      '"features" is given twice in this object; hosts read this one over the earlier one, field by field and item by item',
    ],
    [
      'null over a list',
      `"requires": [], "requires": null`,
      'JSON-DUPLICATE',
      '"requires" is given twice in this object; only this last one counts.',
    ],
  ])('that gives a field twice is told what hosts make of it: %s', (_, members, rule, sentence) => {
    const told = check(`{ "key": "demo", ${REST}, ${members} }`).diagnostics.filter((one) => one.rule === rule);
    expect(told.at(-1)?.message).toContain(sentence);
  });

  it('is told of a name that comes back to the letter once, whatever case the one between has', () => {
    const text = `{ "key": "demo", ${REST}, "author": "A", "Author": "B", "author": "C" }`;
    expect(read(text).found).toEqual(['warning V2-CASE /author "Author"', 'warning JSON-DUPLICATE ']);
  });

  it('brings rows whose names are data, and a seed under a name in another case', () => {
    const text = `{ "key": "demo", ${REST}, "model_definitions": [{ ${BIN}, "SEED": { "Key": "code", "ROWS": [{ "code": "a", "KEY": "b" }] } }] }`;
    expect(read(text)).toMatchObject({ document: { model_definitions: [{ seed: { key: 'code', rows: [{ code: 'a', KEY: 'b' }] } }] } });
  });

  it('keeps names of maps as they are', () => {
    const text = `{ "key": "demo", ${REST}, "i18n": { "es": { "Hello": "Hola", "hello": "hola" } }, "hooks": { "Order::Pay": "/a", "order::pay": "/b" } }`;
    expect(read(text)).toMatchObject({
      accepted: true,
      found: [],
      document: { i18n: { es: { Hello: 'Hola', hello: 'hola' } }, hooks: { 'Order::Pay': '/a', 'order::pay': '/b' } },
    });
  });

  it('may hold anything in what no host knows: a number without end is passed over there, and refused where it is read', () => {
    expect(read(`{ "key": "demo", ${REST}, "n": 1e999 }`)).toMatchObject({ accepted: true, found: ['warning JSON-NUMBER '] });
    expect(read(`{ "key": "demo", ${REST}, "tools": [{ "id": "a", "timeout": 1e999 }] }`)).toMatchObject({
      accepted: false,
      found: ['error JSON-NUMBER '],
    });
  });

  it('cannot bring a prototype in', () => {
    const { document } = read(`{ "key": "demo", ${REST}, "__proto__": { "polluted": true } }`);
    expect([Object.getPrototypeOf(document), ({} as { polluted?: boolean }).polluted]).toEqual([Object.prototype, undefined]);
  });

  it('has a fix for a name in another case', () => {
    const text = `{ "key": "demo", ${REST}, "Description": "x" }`;
    const [finding] = check(text).diagnostics;
    const [fix] = finding === undefined ? [] : fixesFor(text, finding);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(`{ "key": "demo", ${REST}, "description": "x" }`);
  });
});

describe('the version of a document', () => {
  it.each([
    ['', 'v3'],
    ['  \n', 'v3'],
    ['{}', 'v3'],
    ['{', 'v3'],
    ['{ "apiVersion": "asteby.com/v3" }', 'v3'],
    ['{ "ApiVersion": "asteby.com/v3" }', 'v3'],
    ['{ "apiVersion": "asteby.com/v2" }', 'v2'],
    ['{ "apiVersion": "asteby.com/v" }', 'v3'],
    ['[]', 'v3'],
    ['{ "name": "Library" }', 'v3'],
    ['{ "metadata": { "key": "demo" }, "models": [] }', 'v3'],
    ['{ "kind": "Addon", "key": "demo" }', 'v3'],
    ['{ "settings": [], "whatever": 1 }', 'v3'],
    ['{ "key": "demo", "name": "Demo" }', 'v2'],
    ['{ "MODEL_definitions": [] }', 'v2'],
    ['{ "kernel": ">=2.0.0" }', 'v2'],
  ])('of %j is %s', (text, version) => {
    expect(check(text).version).toBe(version);
  });

  it('is never a way in: a document without the exact apiVersion is accepted as v3 by nobody', () => {
    const whole = shopWith({ '/apiVersion': undefined });
    expect(check(whole)).toMatchObject({ version: 'v3', accepted: false });
    expect(check(whole).diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toContain('SCHEMA-REQUIRED /apiVersion');
    expect(check(shopWith({ '/apiVersion': 'asteby.com/v' })).diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toContain(
      'SCHEMA-ENUM /apiVersion',
    );
  });

  it('that is not begun leads into v3', () => {
    expect(check('{}').diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'SCHEMA-REQUIRED /apiVersion',
      'SCHEMA-REQUIRED /kind',
      'SCHEMA-REQUIRED /metadata',
      'SCHEMA-REQUIRED /compatibility',
    ]);
  });
});
