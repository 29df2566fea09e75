/**
 * Our schema against the structure it was written from: random edits of accepted manifests must get the same verdict.
 * Skipped where that structure is not at hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateManifestV3 } from '../../schemas';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DOCUMENTS = 1000;
const corpus = process.env.PLAYGROUND_CORPUS;
const oracle = corpus === undefined ? null : join(corpus, '..', 'contract', 'manifest-v3.structure.json');
const reason = oracle === null ? 'PLAYGROUND_CORPUS is not set' : existsSync(oracle) ? null : 'the structure lies not beside the corpus';
if (reason !== null) process.stderr.write(`oracle.spec.ts: skipped, ${reason}\n`);

/** Every object and list of a document, so that an edit can hit any place. */
function containersOf(value: Json, found: (Json[] | Record<string, Json>)[] = []): (Json[] | Record<string, Json>)[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value);
  for (const item of Object.values(value)) containersOf(item, found);
  return found;
}

/** Every field name of the contract, every enumerated word, and every definition's shape: what edits are made of. */
function vocabularyOf(schema: Json): { fields: string[]; words: string[] } {
  const fields = new Set<string>();
  const words = new Set<string>();
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node)) {
      for (const name of Object.keys((node.properties ?? {}) as object)) fields.add(name);
      for (const word of [node.enum, node.const].flat()) if (typeof word === 'string') words.add(word);
    }
    Object.values(node).forEach(visit);
  };
  visit(schema);
  return { fields: [...fields], words: [...words] };
}

describe.skipIf(reason !== null)('our schema and the structure of the contract', () => {
  it(`agree on ${DOCUMENTS} edited manifests`, () => {
    const structure = JSON.parse(readFileSync(oracle ?? '', 'utf8')) as Json;
    const expected = new Ajv2020({ strict: false, validateFormats: false }).compile(structure as object);
    const index = JSON.parse(readFileSync(join(corpus ?? '', 'manifests', 'index.json'), 'utf8')) as {
      file: string;
      version: string;
      expect: string;
      plane?: string;
    }[];
    const seeds = index
      .filter(({ version, plane }) => version === 'v3' && plane !== 'schema')
      .map(({ file }) => readFileSync(join(corpus ?? '', 'manifests', file), 'utf8'));
    const { fields, words } = vocabularyOf(structure);
    // Fragments of other manifests: whole blocks in the wrong place, and right ones with something missing.
    const fragments = seeds.flatMap((text) => containersOf(JSON.parse(text) as Json)).map((fragment) => JSON.stringify(fragment));
    const values = fc.oneof(
      fc.constantFrom<Json>(
        null,
        true,
        false,
        0,
        1,
        -1,
        2,
        3,
        1.5,
        '',
        ' ',
        'x',
        'status',
        'Ticket',
        'a.b',
        'tickets.Ticket',
        'wasm:f',
        'numeric(',
        'numeric(1,2)',
        [],
        {},
        [''],
        [0],
        { x: 1 },
      ),
      fc.constantFrom(...words),
      fc.constantFrom(...fragments).map((text) => JSON.parse(text) as Json),
    );
    const edit = fc.record({
      where: fc.nat(),
      key: fc.nat(),
      name: fc.constantFrom(...fields),
      how: fc.constantFrom('set', 'add', 'remove', 'rename', 'repeat'),
      value: values,
    });
    const seed = Date.now() & 0x7fffffff;
    let accepted = 0;
    process.stdout.write(`oracle: ${DOCUMENTS} documents, seed ${seed}\n`);
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 2 }), (text, edits) => {
        const document = JSON.parse(text) as Json;
        for (const { where, key, name, how, value } of edits) {
          const containers = containersOf(document);
          const target = containers[where % containers.length] ?? [];
          const keys = Object.keys(target);
          const chosen = keys[key % Math.max(keys.length, 1)];
          const fresh = structuredClone(value);
          if (Array.isArray(target)) {
            if (how === 'remove') target.splice(Number(chosen ?? 0), 1);
            else if (how === 'repeat' && chosen !== undefined) target.push(structuredClone(target[Number(chosen)] ?? null));
            else if (how === 'set' && chosen !== undefined) target[Number(chosen)] = fresh;
            else target.push(fresh);
          } else if (how === 'add' || chosen === undefined) target[name] = fresh;
          else if (how === 'set' || how === 'repeat') target[chosen] = fresh;
          else {
            if (how === 'rename') target[name] = target[chosen] ?? null;
            Reflect.deleteProperty(target, chosen);
          }
        }
        const verdict = expected(document);
        if (verdict) accepted += 1;
        expect(validateManifestV3(document)).toBe(verdict);
      }),
      { numRuns: DOCUMENTS, seed },
    );
    // A comparison in which everything is refused would prove little.
    expect(accepted).toBeGreaterThan(DOCUMENTS / 20);
  });
});
