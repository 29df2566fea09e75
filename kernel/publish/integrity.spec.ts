import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withIntegrity } from './checks/integrity';
import { asBytes, found, manifestWith } from './testing';

const ENTRY = 'frontend/remoteEntry.js';
const SCRIPT = 'export default 1;\n';
const hash = (algorithm: string): string => `${algorithm}-${createHash(algorithm).update(SCRIPT).digest('base64')}`;
const frontend = (integrity?: string, entry = ENTRY) => ({
  'manifest.json': manifestWith({ frontend: { entry, format: 'script', ...(integrity === undefined ? {} : { integrity }) } }),
  [ENTRY]: SCRIPT,
});

describe('the hash of the frontend', () => {
  it.each<[name: string, integrity: string | undefined, expected: string[]]>([
    ['right', hash('sha384'), []],
    ['right by another kind', hash('sha256'), []],
    ['right beside a weaker one that is wrong', `sha256-${btoa('x'.repeat(32))} ${hash('sha512')}`, []],
    ['wrong beside a weaker one that is right', `sha512-${btoa('x'.repeat(64))} ${hash('sha256')}`, ['reject PUB-SRI /frontend/integrity']],
    ['wrong', `sha384-${btoa('x'.repeat(48))}`, ['reject PUB-SRI /frontend/integrity']],
    ['of a kind that browsers refuse', 'md5-abc', ['reject PUB-SRI /frontend/integrity']],
    ['missing', undefined, ['review PUB-SRI-MISSING /frontend/integrity']],
  ])('is %s', async (_, integrity, expected) => expect(await found(frontend(integrity))).toEqual(expected));

  it('needs a file of the bundle', async () => {
    expect(await found(frontend(undefined, 'frontend/other.js'))).toEqual(['reject PUB-ENTRY /frontend/entry']);
    expect(await found(frontend(undefined, 'https://cdn.test/a.js'))).toEqual(['review PUB-ENTRY-REMOTE /frontend/entry']);
  });

  it('is filled in, the rest of the text untouched', async () => {
    const { [ENTRY]: script, 'manifest.json': manifest } = frontend();
    const filled = await withIntegrity(manifest, asBytes({ [ENTRY]: script }));
    expect(JSON.parse(filled)).toEqual({
      ...JSON.parse(manifest),
      frontend: { entry: ENTRY, format: 'script', integrity: hash('sha384') },
    });
    expect(filled.startsWith(manifest.slice(0, manifest.indexOf('"frontend"')))).toBe(true);
    expect(await withIntegrity(filled, asBytes({ [ENTRY]: script }))).toBe(filled);
    expect(await withIntegrity('{', new Map())).toBe('{');
    expect(await withIntegrity(manifest, new Map())).toBe(manifest);
  });
});
