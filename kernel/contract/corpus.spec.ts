/** The verdicts on a corpus of manifests outside the project; skipped where there is none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, type CheckOptions, type CheckResult } from './check';

interface CorpusCase {
  file: string;
  version: 'v2' | 'v3';
  expect: 'accept' | 'reject';
  path?: string;
  plane?: string;
  treatAs?: 'v2' | 'v3';
  tolerated?: string;
}

const folder = process.env.PLAYGROUND_CORPUS === undefined ? null : join(process.env.PLAYGROUND_CORPUS, 'manifests');
if (folder === null) process.stderr.write('corpus.spec.ts: skipped, PLAYGROUND_CORPUS is not set\n');

/** `models[0].columns` and `actions["a"]` as a JSON pointer. */
const pointer = (path: string): string =>
  `/${path
    .replaceAll(/\["([^"]+)"\]/g, '.$1')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replaceAll('.', '/')}`;

/** The finding stands where the case says, at its parent, or more precisely inside it. */
const near = (found: string, wanted: string): boolean =>
  found === wanted || wanted.startsWith(`${found}/`) || found.startsWith(`${wanted}/`);

describe.skipIf(folder === null)('the corpus', () => {
  const cases = folder === null ? [] : (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as CorpusCase[]);
  const verdict = ({ file, treatAs }: CorpusCase, options: CheckOptions = {}): CheckResult =>
    check(readFileSync(join(folder ?? '', file), 'utf8'), { ...options, ...(treatAs === undefined ? {} : { treatAs }) });

  it('gives every manifest the expected verdict, the first error in the expected place', () => {
    const score: Record<string, { right: number; of: number }> = {};
    const wrong: string[] = [];
    for (const one of cases) {
      const result = verdict(one);
      const plane = one.expect === 'accept' ? `${one.version} accepted` : (one.plane ?? one.version);
      const tally = (score[plane] ??= { right: 0, of: 0 });
      tally.of += 1;
      const first = result.diagnostics.find(({ severity }) => severity === 'error');
      const placed = one.expect === 'accept' ? first === undefined : first !== undefined && near(first.path, pointer(one.path ?? ''));
      if (result.version === one.version && result.accepted === (one.expect === 'accept') && placed) tally.right += 1;
      else
        wrong.push(
          `${one.file}: expected ${one.expect} at ${one.path ?? '-'}, got ${first === undefined ? 'accept' : `${first.rule} at ${first.path}`}`,
        );
    }
    process.stdout.write(
      `corpus: ${Object.entries(score)
        .map(([plane, { right, of }]) => `${plane} ${right}/${of}`)
        .join(', ')}\n`,
    );
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(393);
  });

  it('softens the two rules of the compatibility window when not strict, and nothing else', () => {
    for (const one of cases.filter(({ version, expect: wanted }) => version === 'v3' && wanted === 'reject')) {
      const result = verdict(one, { strict: false });
      const softened = one.tolerated !== undefined || one.plane === 'gate';
      expect({ file: one.file, accepted: result.accepted }).toEqual({ file: one.file, accepted: softened });
      if (one.tolerated !== undefined)
        expect(result.diagnostics.map(({ rule, severity }) => ({ rule, severity }))).toContainEqual({
          rule: one.tolerated,
          severity: 'warning',
        });
    }
  });

  it('answers in both languages, with sentences and ranges inside the text', () => {
    for (const one of cases.filter(({ expect: wanted }) => wanted === 'reject')) {
      const text = readFileSync(join(folder ?? '', one.file), 'utf8');
      const [english, spanish] = [verdict(one, { locale: 'en' }).diagnostics, verdict(one, { locale: 'es' }).diagnostics];
      expect(spanish.map(({ rule, path }) => ({ rule, path }))).toEqual(english.map(({ rule, path }) => ({ rule, path })));
      english.forEach((diagnostic, index) => {
        expect(diagnostic.message).not.toBe(spanish[index]?.message);
        expect(diagnostic.message.endsWith('.')).toBe(true);
        expect(diagnostic.range.offset + diagnostic.range.length).toBeLessThanOrEqual(text.length);
      });
    }
  });
});
