/** One check tells everything: a fault of the shape hides no other, and brings none that only follows from it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from './check';
import { isHostOnly } from './host-only';
import { cases } from '../testing/drawn';
import fc from '../testing/property';
import { valueAt } from './pointer';
import type { Rule, RulePage } from './rule';
import { RULES } from './rules';
import { shopWith } from './testing';

type Json = Record<string, unknown>;

const found = (text: string): string[] =>
  check(text)
    .diagnostics.filter((one) => !isHostOnly(one))
    .map(({ rule, path }) => `${rule} ${path}`);

/** The examples of the rules' pages that are about the shop. */
const pages = await Promise.all(
  (RULES as readonly Rule[]).map(async ({ id }) => {
    const { page } = (await import(`./rules/${id}.ts`)) as { page: RulePage };
    return { id, example: page.example };
  }),
);
const broken = pages.flatMap(({ id, example }) => {
  if (example === null || !('at' in example)) return [];
  const text = shopWith({ ...example.given, [example.at]: example.before });
  const own = found(text).filter((line) => line.startsWith(`${id} `));
  const isRuleBetweenFields = !id.startsWith('SCHEMA-') && own.length > 0;
  return isRuleBetweenFields ? [{ id, text, own }] : [];
});

/** Faults of the shape that have nothing to do with the examples, each with what is found of it. */
const FAULTS: Readonly<Record<string, readonly [change: (manifest: Json) => void, finding: string]>> = {
  'an unknown field': [(manifest) => Object.assign(manifest.metadata as Json, { colour: 'red' }), 'SCHEMA-UNKNOWN /metadata/colour'],
  'a wrong type': [(manifest) => Object.assign(manifest.metadata as Json, { description: [] }), 'SCHEMA-TYPE /metadata/description'],
  'a missing field': [(manifest) => Reflect.deleteProperty(manifest.metadata as Json, 'name'), 'SCHEMA-REQUIRED /metadata/name'],
  'a badly written text': [(manifest) => Object.assign(manifest.metadata as Json, { version: 'one' }), 'SCHEMA-PATTERN /metadata/version'],
  'a model whose column has no type': [
    (manifest) => {
      const columns = [{ name: 'id', type: 'uuid' }, { name: 'organization_id', type: 'uuid' }, { name: 'zoo' }];
      (manifest.models as Json[]).push({ key: 'Zebra', table: 'zebras', columns });
    },
    'SCHEMA-REQUIRED /models/{last}/columns/2/type',
  ],
};

describe('a fault of the shape', () => {
  it.each(Object.entries(FAULTS))('%s hides no finding of any rule', (_, [change, finding]) => {
    expect(broken.length).toBeGreaterThan(150);
    const hidden = broken.flatMap(({ id, text, own }) => {
      const manifest = JSON.parse(text) as Json & { models: unknown[] };
      const wanted = finding.replace('{last}', String(manifest.models.length));
      change(manifest);
      const lines = found(JSON.stringify(manifest));
      return [...own, wanted].every((line) => lines.includes(line)) ? [] : [`${id}: ${lines.join(', ')}`];
    });
    expect(hidden).toEqual([]);
  });

  it.each<[string, Json, string[]]>([
    ['a column without a type', { '/models/0/columns/3': { name: 'total' } }, ['SCHEMA-REQUIRED /models/0/columns/3/type']],
    ['a column without a name', { '/models/0/columns/1': { type: 'uuid' } }, ['SCHEMA-REQUIRED /models/0/columns/1/name']],
    ['a model without a key', { '/models/0/key': undefined }, ['SCHEMA-REQUIRED /models/0/key']],
    ['a model without columns', { '/models/1/columns': undefined }, ['SCHEMA-REQUIRED /models/1/columns']],
    ['a column of an unheard-of type', { '/models/0/columns/3/type': 'mystery' }, ['SCHEMA-ENUM /models/0/columns/3/type']],
    [
      'an action without a handler',
      { '/contributions/actions/0/handler': undefined },
      ['SCHEMA-REQUIRED /contributions/actions/0/handler'],
    ],
    ['columns that are no objects', { '/models/0/columns/3': 'total' }, ['SCHEMA-TYPE /models/0/columns/3']],
    ['a key in another case', { '/models/0/key': 'order' }, ['SCHEMA-PATTERN /models/0/key']],
  ])('%s is told alone', (_, changes, expected) => {
    const given = {
      '/models/0/indices': [{ name: 'orders_total_idx', columns: ['total'] }],
      '/models/0/stage_field': 'status',
      '/models/0/stages': [{ key: 'open' }],
      '/models/1/relations': [],
      '/contributions/navigation': [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order' }] }],
    };
    expect(found(shopWith(given))).toEqual([]);
    expect(found(shopWith({ ...given, ...changes }))).toEqual(expected);
  });

  it('in one entry of a list leaves the places of the others true', () => {
    const text = shopWith({ '/models/0/columns/2': 'status', '/models/0/columns/7/default': {} });
    expect(found(text)).toEqual(['SCHEMA-TYPE /models/0/columns/2', 'DEFAULT /models/0/columns/7/default']);
  });

  it('is told with what the text of the manifest and its other files have', () => {
    const files = new Map([['migrations/1.sql', 'DROP TABLE orders;']]);
    const rules = check(shopWith({ '/metadata/name': 5 }), { files }).diagnostics.map(({ rule }) => rule);
    expect(rules).toContain('SCHEMA-TYPE');
    expect(rules.some((rule) => rule.startsWith('GATE-'))).toBe(true);
  });

  it('of a flat document hides none either', () => {
    const flat = { key: 'demo', name: 5, version: 'x', kernel: '??' };
    expect(found(JSON.stringify(flat))).toEqual(['SCHEMA-TYPE /name', 'V2-VERSION /version', 'V2-KERNEL /kernel']);
  });
});

describe('comments and commas that JSON does not have', () => {
  it('hide nothing of the document', () => {
    const text = shopWith({ '/models/0/columns/3/type': 'mystery' }).replace(/\}$/, ',} // the end');
    expect(found(text)).toEqual(['SCHEMA-ENUM /models/0/columns/3/type', 'JSON-TRAILING-COMMA ', 'JSON-COMMENT ']);
    expect(check(text).document).toBeUndefined();
  });
});

const templates = readdirSync('templates').flatMap((name) => {
  const file = join('templates', name, 'manifest.json');
  return existsSync(file) ? [[name, readFileSync(file, 'utf8')] as const] : [];
});

/** Every place of a document, objects and values. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))];
}

describe('a template with one random fault', () => {
  it.each(templates)('%s: no error is told that the fault is not', (_, text) => {
    const document = JSON.parse(text) as Json;
    const before = new Set(found(text));
    const all = places(document).filter((path) => path.length > 1);
    const wrong: string[] = [];
    const step = Math.max(1, Math.floor(all.length / 60));
    for (let index = 0; index < all.length; index += step) {
      const path = all[index] ?? [];
      for (const how of ['remove', 'number', 'unknown'] as const) {
        const changed = structuredClone(document);
        const parent = valueAt(changed, path.slice(0, -1)) as Json;
        const last = path.at(-1) ?? '';
        if (how === 'remove' && !Array.isArray(parent)) Reflect.deleteProperty(parent, last);
        else if (how === 'number') parent[last] = { odd: 1 };
        else if (!Array.isArray(parent)) parent.odd_one = 1;
        const result = check(JSON.stringify(changed));
        const shape = result.diagnostics.filter(({ rule }) => rule.startsWith('SCHEMA-'));
        if (shape.length === 0) continue;
        const more = result.diagnostics.filter(
          (one) => one.severity === 'error' && !one.rule.startsWith('SCHEMA-') && !before.has(`${one.rule} ${one.path}`),
        );
        if (more.length > 0)
          wrong.push(`${how} ${path.join('/')}: ${more.map(({ rule, path: place, message }) => `${rule} ${place} ${message}`).join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('documents with faults all over', () => {
  const odd = fc.constantFrom<unknown>(null, 0, -1, '', 'x', 'a.b', '{', '$', [], {}, [[]], [{}], { a: 1 }, ['x'], true);
  const texts = [
    ...pages.flatMap(({ example }) =>
      example !== null && 'at' in example ? [shopWith({ ...example.given, [example.at]: example.before })] : [],
    ),
    ...templates.map(([, text]) => text),
  ];

  it('are answered, whatever they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }), (text, changes) => {
        const document = JSON.parse(text) as Json;
        for (const [at, value] of changes) {
          const all = places(document).filter((path) => path.length > 1);
          const path = all[at % all.length] ?? [];
          const parent = valueAt(document, path.slice(0, -1)) as Json;
          parent[path.at(-1) ?? ''] = structuredClone(value);
        }
        const result = check(JSON.stringify(document), { files: new Map([['migrations/1.sql', 'SELECT 1']]) });
        expect(result.diagnostics.every(({ message, range }) => message !== '' && range.offset >= 0)).toBe(true);
      }),
      { numRuns: cases(300, 10_000) },
    );
  });
});
