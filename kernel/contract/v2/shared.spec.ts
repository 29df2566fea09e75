/** Blocks of the newer contract inside a flat manifest: hosts pass over what v2 does not know, and read the rest as v2. */
import { describe, expect, it } from 'vitest';
import { SHAPE_V2, SHAPE_V3 } from '../../../schemas';
import fc from '../../testing/property';
import { check } from '../check';
import { foldedName } from '../decode-flat';
import { SHOP } from '../testing';

const FLAT = {
  key: 'demo',
  name: 'Demo',
  version: '1.0.0',
  model_definitions: [{ model_key: 'order', table_name: 'orders', columns: [{ name: 'status' }] }],
};
const found = (document: object): string[] =>
  check(JSON.stringify(document)).diagnostics.map(
    ({ rule, severity, path }) => `${severity === 'error' ? '' : `${severity} `}${rule} ${path}`,
  );

/** Members of a v3 object that the v2 object in its place does not have, whatever the case. */
function onlyIn(v3: string, v2: string): string[] {
  const known = new Set(Object.keys(SHAPE_V2.definitions[v2] ?? {}).map(foldedName));
  return Object.keys(SHAPE_V3.definitions[v3] ?? {}).filter((name) => !known.has(foldedName(name)));
}
const BLOCKS = onlyIn(SHAPE_V3.root, SHAPE_V2.root);
/** These make a reader think that v3 was meant, which a warning says. */
const TELLING = new Set(['apiVersion', 'kind', 'metadata']);
/** These a flat manifest may have as v3 has them. */
const SHARED = new Set(['connectors', 'schedules', 'webhooks']);
const SILENT = BLOCKS.filter((name) => !TELLING.has(name) && !SHARED.has(name));

describe('a flat manifest', () => {
  it('passes over the blocks that only v3 has, whatever is in them', () => {
    expect(SILENT).toEqual(
      expect.arrayContaining(['compatibility', 'tenancy', 'rbac', 'contributions', 'extension_points', 'lifecycle', 'theme']),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...SILENT), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 6 }), (blocks) => {
        expect(found({ ...FLAT, ...blocks })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('passes over what only a v3 model has, and over what only a v3 column has', () => {
    const ofModel = onlyIn('Model', 'ModelDefinition');
    const ofColumn = onlyIn('Column', 'Column');
    expect(ofColumn).toEqual(expect.arrayContaining(['not_null', 'generated', 'constraints']));
    expect(ofModel).toEqual(expect.arrayContaining(['key', 'document_forms', 'indices', 'extends']));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...ofModel), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
        fc.dictionary(fc.constantFrom(...ofColumn), fc.jsonValue({ maxDepth: 2 }), {
          maxKeys: 4,
        }),
        (model, column) => {
          const definition = { ...model, model_key: 'order', table_name: 'orders', columns: [{ ...column, name: 'status' }] };
          expect(found({ ...FLAT, model_definitions: [definition] })).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each<[name: string, blocks: object, expected: string[]]>([
    ['faults that v3 would have', { compatibility: { requires: 7 }, rbac: { roles: [{ permissions: ['*'] }] }, tenancy: 'none' }, []],
    ['the word v3 in another spelling', { apiVersion: 'asteby.com/V3' }, ['warning API-VERSION /apiVersion']],
    [
      'an apiVersion of v2 over v3 blocks',
      { apiVersion: 'asteby.com/v2', kind: 'Addon', metadata: { key: 'x' } },
      ['warning API-VERSION /apiVersion'],
    ],
    // Names that both have are read as v2 has them.
    ['models are names', { models: [{ key: 'Order', label: 'Order', table: 'orders', columns: 3 }] }, []],
    ['models are no definitions', { models: [{ key: 7 }] }, ['SCHEMA-TYPE /models/0/key']],
    ['actions are by model', { actions: SHOP.contributions.actions }, ['SCHEMA-TYPE /actions']],
    ['an icon is its name', { icon: { type: 'lucide', slug: 'box' } }, ['SCHEMA-TYPE /icon']],
    ['any kind of capability with a colon is one', { capabilities: [{ kind: 'moon:walk', target: 'x' }] }, []],
    ['a reason is not asked for', { capabilities: [{ kind: 'http:fetch', target: 'a.example' }] }, []],
    ['tools have no handler', { tools: [{ id: 't', key: 't', handler: { type: 'ghost' } }] }, []],
    // Hosts ask no capability of what calls out, and neither do we before it is v3.
    ['a webhook', { lifecycle_hooks: { install: [{ event: 'install', target: { type: 'webhook', url: 'https://a.example' } }] } }, []],
  ])('reads: %s', (_, blocks, expected) => {
    expect(found({ ...FLAT, ...blocks })).toEqual(expected);
  });

  it('is v3 as soon as it says so, and lacks what v3 must have', () => {
    const rules = check(JSON.stringify({ ...FLAT, apiVersion: 'asteby.com/v3' })).diagnostics.map(({ rule, path }) => `${rule} ${path}`);
    expect(rules).toEqual(expect.arrayContaining(['SCHEMA-REQUIRED /metadata', 'SCHEMA-UNKNOWN /model_definitions']));
  });
});
