/**
 * Our schema against the structure it was written from: manifests edited at random, one definition of the contract after
 * the other, must get the same verdict. Skipped where that structure is not at hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SHAPE_V3, validateManifestV3 } from '../../schemas';
import { edgeOf, definitionOf } from './shape';
import { cases } from '../testing/drawn';
import fc from '../testing/property';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Container = Json[] | Record<string, Json>;

const DOCUMENTS = cases(1000, 20_000);
const corpus = process.env.PLAYGROUND_CORPUS;
const oracle = corpus === undefined ? null : join(corpus, '..', 'contract', 'manifest-v3.structure.json');
const reason = oracle === null ? 'PLAYGROUND_CORPUS is not set' : existsSync(oracle) ? null : 'the structure lies not beside the corpus';
if (reason !== null) process.stderr.write(`oracle.spec.ts: skipped, ${reason}\n`);

/** A document with what the manifests of the corpus leave out. */
const RARE: Json = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'rare', name: 'Rare', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '*' }] },
  models: [
    {
      key: 'Order',
      table: 'orders',
      columns: [{ name: 'total', type: 'numeric', validation: { regex: '^a', min: 1, max: 2, custom: 'a.b' } }],
      form_layout: {
        mode: 'sections',
        sections: [{ key: 'main', title: 'Main', assist: { provider: 'ai', input: ['total'], output: ['total'], trigger: 'auto' } }],
      },
      document_forms: {
        types: [
          {
            key: 'sale',
            label: 'Sale',
            fields: [
              {
                key: 'rows',
                type: 'array',
                default: { $prefillFromRecord: 'lines', map: { a: 'b' }, remaining: { target: 'a', of: 'b', minus: 'c' } },
              },
            ],
            lines: {
              kind: 'sale',
              open_documents: {
                model: 'Order',
                party_field: 'a',
                balance_field: 'b',
                number_field: 'c',
                line_document_field: 'd',
                line_amount_field: 'e',
              },
            },
            party: { field: 'customer', model: 'Order' },
            preview: { action: 'show', label: 'Show' },
          },
        ],
      },
    },
  ],
  contributions: {
    actions: [{ key: 'pay', handler: { type: 'wasm', function: 'Pay' }, idempotency: { key_field: 'no' } }],
    agent_capabilities: [
      {
        id: 'pay.one',
        title: 'Pay',
        description: 'Pays.',
        kind: 'guide',
        risk: 'low',
        guide: { id: 'pay.guide', steps: [{ id: 'a', title: 'A', description: 'B', advanceOn: { event: 'click' } }] },
      },
    ],
    notifications: [
      {
        key: 'paid',
        on: 'rare.paid',
        title: 'Paid',
        to: { type: 'roles', roles: ['admin'] },
        entered: { field: 'status', values: ['paid'] },
      },
    ],
  },
};
const THEME: Json = {
  apiVersion: 'asteby.com/v3',
  kind: 'Theme',
  metadata: { key: 'dark', name: 'Dark', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '*' }] },
  theme: { tokens: 'tokens.json', fonts: ['a.woff2'], icon_overrides: { home: 'house' } },
};

interface Place {
  /** Index of the seed. */
  seed: number;
  path: readonly (string | number)[];
}

/** Where the definitions of the contract occur in the seeds. */
function placesOf(seeds: readonly Json[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  const visit = (value: Json | undefined, edge: string, seed: number, path: readonly (string | number)[]): void => {
    if (edge === '' || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (edge.endsWith('[]')) value.forEach((item, index) => visit(item, edge.slice(0, -2), seed, [...path, index]));
      return;
    }
    if (edge.endsWith('{}')) {
      for (const [name, item] of Object.entries(value)) visit(item, edge.slice(0, -2), seed, [...path, name]);
      return;
    }
    places.set(edge, [...(places.get(edge) ?? []), { seed, path }]);
    for (const [name, member] of Object.entries(value)) {
      // A default may be anything; one with this key is the prefill directive.
      const isPrefill = name === 'default' && typeof member === 'object' && member !== null && '$prefillFromRecord' in member;
      visit(member, isPrefill ? 'PrefillFromRecord' : edgeOf(SHAPE_V3, edge, name, member), seed, [...path, name]);
    }
  };
  seeds.forEach((document, seed) => visit(document, SHAPE_V3.root, seed, []));
  return places;
}

/** Every enumerated word of the contract. */
function wordsOf(schema: Json): string[] {
  const words = new Set<string>();
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node)) for (const word of [node.enum, node.const].flat()) if (typeof word === 'string') words.add(word);
    Object.values(node).forEach(visit);
  };
  visit(schema);
  return [...words];
}

const at = (document: Json, path: readonly (string | number)[]): Container => {
  let value: Json = document;
  for (const step of path) value = (value as Record<string | number, Json>)[step] ?? null;
  return value as Container;
};

/** Values that fields of the same name hold elsewhere: whole blocks in the wrong place, and right ones with something missing. */
function valuesByName(seeds: readonly Json[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node))
      for (const [name, value] of Object.entries(node)) {
        const known = values.get(name) ?? [];
        if (known.length < 40) values.set(name, [...known, JSON.stringify(value)]);
      }
    Object.values(node).forEach(visit);
  };
  seeds.forEach(visit);
  return values;
}

const ODD: readonly Json[] = [
  ...[null, true, false, 0, 1, -1, 2, 3, 1.5, '', ' ', 'x', 'status', 'Ticket', 'a.b', 'tickets.Ticket', 'wasm:f', 'numeric('],
  ...['numeric(1,2)', 'numeric(1, 2)', 'Not a Name', 'a-b', 'é', '1.0', 'https://x', '0h', [], {}, [''], [0], [{}], { x: 1 }],
];

describe.skipIf(reason !== null)('our schema and the structure of the contract', () => {
  const structure = reason === null ? (JSON.parse(readFileSync(oracle ?? '', 'utf8')) as Json) : null;
  const index =
    reason === null
      ? (JSON.parse(readFileSync(join(corpus ?? '', 'manifests', 'index.json'), 'utf8')) as {
          file: string;
          version: string;
          plane?: string;
        }[])
      : [];
  const seeds = [
    ...index
      .filter(({ version, plane }) => version === 'v3' && plane !== 'schema')
      .map(({ file }) => JSON.parse(readFileSync(join(corpus ?? '', 'manifests', file), 'utf8')) as Json),
    RARE,
    THEME,
  ];

  it(`agree on ${DOCUMENTS} edited manifests, every definition edited`, () => {
    const expected = new Ajv2020({ strict: false, validateFormats: false }).compile(structure as object);
    // Both verdicts occur, whatever is drawn below: these documents are accepted, and none of them is without its metadata.
    expect(seeds.filter((document) => !expected(document) || !validateManifestV3(document))).toEqual([]);
    for (const document of seeds) {
      const headless = { ...(document as object), metadata: undefined };
      expect([expected(headless), validateManifestV3(headless)]).toEqual([false, false]);
    }
    const places = placesOf(seeds);
    const definitions = Object.keys(SHAPE_V3.definitions);
    expect(definitions.filter((name) => !places.has(name))).toEqual([]);
    const words = wordsOf(structure);
    const byName = valuesByName(seeds);
    const runs = Math.ceil(DOCUMENTS / definitions.length);

    for (const definition of definitions) {
      const fields = Object.keys(definitionOf(SHAPE_V3, definition));
      const edit = fc.record({
        place: fc.constantFrom(...(places.get(definition) ?? [])),
        field: fc.constantFrom(...fields, 'zz'),
        other: fc.constantFrom(...fields, 'zz'),
        how: fc.constantFrom('odd', 'word', 'alike', 'remove', 'rename', 'repeat'),
        odd: fc.constantFrom(...ODD),
        word: fc.constantFrom(...words),
        alike: fc.nat(),
      });
      fc.assert(
        fc.property(edit, ({ place, field, other, how, odd, word, alike }) => {
          const document = structuredClone(seeds[place.seed] ?? null);
          const target = at(document, place.path) as Record<string, Json>;
          const like = byName.get(field) ?? ['"x"'];
          const inside = target[field];
          if (how === 'odd') target[field] = structuredClone(odd);
          else if (how === 'word') target[field] = word;
          else if (how === 'alike') target[field] = JSON.parse(like[alike % like.length] ?? '"x"') as Json;
          else if (how === 'repeat' && Array.isArray(inside)) inside.push(structuredClone(inside[0] ?? odd));
          else {
            if (how === 'rename') target[other] = target[field] ?? null;
            Reflect.deleteProperty(target, field);
          }
          expect(validateManifestV3(document)).toBe(expected(document));
        }),
        { numRuns: runs },
      );
    }
  });
});
