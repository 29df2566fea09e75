import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUNTIME_PATCHES } from '../runtime-patch-list';
import { applied, offerOf, offers, publishedFile } from './upstream';

describe('the changes that are offered to the packages', () => {
  it.each(offers().map((offer) => [offer.id, offer] as const))('%s applies to the installed version', (id, offer) => {
    expect(RUNTIME_PATCHES.map((patch) => patch.id)).toContain(id);
    const manifest = JSON.parse(readFileSync(publishedFile(offer, 'package.json'), 'utf8')) as { version: string };
    expect(offer.version).toBe(manifest.version);
    for (const [file, hunks] of offer.files) {
      const code = readFileSync(publishedFile(offer, file), 'utf8');
      expect(applied(code, hunks, file)).not.toBe(code);
    }
  });

  it('are listed in the index', () => {
    const index = readFileSync('docs/upstream/README.md', 'utf8');
    expect([...index.matchAll(/\(([\w-]+)\.md\)/g)].map(([, id]) => id).sort()).toEqual(
      offers()
        .map(({ id }) => id)
        .sort(),
    );
  });

  const page = (diff: string): string => `# A change\n\nPackage: \`p\` 1.0.0\n\n\`\`\`diff\n${diff}\`\`\`\n`;

  it('are read line by line, and refused where a line is another one', () => {
    const offer = offerOf('x', page('--- a/src/a.ts\n+++ b/src/a.ts\n@@ -2,3 +2,3 @@\n two\n-three\n+drei\n four\n'));
    const hunks = offer.files.get('src/a.ts') ?? [];
    expect(applied('one\ntwo\nthree\nfour\n', hunks, 'a.ts')).toBe('one\ntwo\ndrei\nfour\n');
    expect(() => applied('one\ntwo\n3\nfour\n', hunks, 'a.ts')).toThrow('a.ts:3 is not what the diff says: three');
    expect(() => offerOf('x', '# Nothing')).toThrow('x names no package or holds no diff');
  });
});
