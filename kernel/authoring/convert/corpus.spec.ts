/** Every v2 manifest outside the project, converted; skipped where there is none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../bundle/read';
import { check } from '../../contract/check';
import { convert } from './convert';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('convert/corpus.spec.ts: skipped, PLAYGROUND_CORPUS is not set\n');

/** Why a v2 manifest may not pass v3: a name too long, an action without an address, an audit column of another type. */
const EXCUSES = ['SCHEMA-PATTERN', 'GATE-URL', 'audit_column_type'];

/** Texts of v2 manifests by a name for the report. */
async function flatManifests(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of readdirSync(join(folder, 'bundles'))) {
    const bundle = await readBundle(new Uint8Array(readFileSync(join(folder, 'bundles', name))));
    texts.set(name, bundle.manifestText);
  }
  for (const part of ['valid', 'invalid'])
    for (const name of readdirSync(join(folder, 'manifests', part)))
      texts.set(`${part}/${name}`, readFileSync(join(folder, 'manifests', part, name), 'utf8'));
  return new Map([...texts].filter(([, text]) => check(text).version === 'v2'));
}

describe.skipIf(corpus === undefined)('every v2 manifest of the corpus', () => {
  it('becomes an accepted v3 manifest, or the findings say why not', async () => {
    const texts = await flatManifests(corpus ?? '');
    const tally = { accepted: 0, rejected: 0, unreadable: 0 };
    for (const [name, text] of texts) {
      const { text: converted, result, diagnostics, findings } = convert(text);
      const errors = (converted === null ? diagnostics : findings).filter(({ severity }) => severity === 'error');
      expect({ name, explained: result.accepted ? errors.length === 0 : errors.length > 0 }).toEqual({ name, explained: true });
      for (const { range } of [...diagnostics, ...findings]) expect(range.offset + range.length).toBeLessThanOrEqual(text.length);
      if (converted === null) tally.unreadable += 1;
      else if (result.accepted) tally.accepted += 1;
      else tally.rejected += 1;
      // What a v2 host takes converts; only a name that v3 has no room for, or an action without an address, may not pass.
      if (check(text).accepted && !result.accepted)
        expect(errors.map(({ rule }) => rule).filter((rule) => !EXCUSES.includes(rule))).toEqual([]);
      // The bundles are what authors really have.
      if (name.endsWith('.tar.gz')) expect({ name, accepted: result.accepted }).toEqual({ name, accepted: true });
    }
    process.stdout.write(`convert: ${texts.size} v2 manifests, ${JSON.stringify(tally)}\n`);
    expect(texts.size).toBeGreaterThan(100);
  });
});
