/** Manifests and bundles found in the wild. The folder is named by PLAYGROUND_CORPUS and is no part of the project. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSession, type Session } from './testing/session';

const ROOT = process.env.PLAYGROUND_CORPUS ?? '';
const list = (folder: string, ending: string) =>
  ROOT !== '' && existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith(ending))
        .map((name) => join(ROOT, folder, name))
    : [];
const MANIFESTS = [...list('manifests/valid', '.json'), ...list('manifests/invalid', '.json')];
const BUNDLES = list('bundles', '.tar.gz');

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
});
afterEach(() => cli.end());

interface Report {
  file: string;
  version: string | null;
  verdict: string;
  diagnostics: { severity: string }[];
}

describe.skipIf(MANIFESTS.length + BUNDLES.length === 0)('check over the corpus', () => {
  it('gives a verdict on every manifest and bundle, rejecting exactly those with an error', async () => {
    const { err, out } = await cli.run('check', '--json', ...MANIFESTS, ...BUNDLES);
    expect(err).toBe('');
    const reports = JSON.parse(out) as Report[];
    expect(reports.map(({ file }) => file)).toEqual([...MANIFESTS, ...BUNDLES]);
    for (const { file, version, verdict, diagnostics } of reports) {
      const hasError = diagnostics.some(({ severity }) => severity === 'error');
      expect({ file, version, verdict }).toEqual({
        file,
        version: version === 'v2' ? 'v2' : 'v3',
        verdict: hasError ? 'reject' : 'accept',
      });
    }
  });
});

describe.runIf(MANIFESTS.length + BUNDLES.length === 0)('check over the corpus', () => {
  it.skip('skipped: PLAYGROUND_CORPUS does not name a folder with manifests/ and bundles/', () => undefined);
});
