import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { RUNTIME_PATCHES } from './runtime-patch-list';
import { patched, type RuntimePatch } from './runtime-patches';

const PACKAGES = ['node_modules/@asteby/metacore-runtime-react/dist', 'node_modules/@asteby/metacore-ui/dist'];

/** The modules of the packages whose path ends as the patch says. */
const modulesOf = (file: string): string[] =>
  PACKAGES.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith(file)),
  );

describe('patches of the published packages', () => {
  it.each([...new Set(RUNTIME_PATCHES.map(({ file }) => file))])('fit %s, each as often as it says, and leave a module', (file) => {
    const [path, ...others] = modulesOf(file);
    expect(others).toEqual([]);
    if (path === undefined) throw new Error(`no module ends with ${file}`);
    const { code, applied } = patched(readFileSync(path, 'utf8'), path, RUNTIME_PATCHES);
    expect(applied).toEqual(RUNTIME_PATCHES.filter((patch) => patch.file === file));
    expect(parseSync(path, code).errors).toEqual([]);
  });

  const patch: RuntimePatch = { file: '/a.js', why: 'because', find: 'x', replace: 'y' };

  it('are refused where the text occurs more often than it should, or not at all', () => {
    expect(() => patched('x; x', '/p/a.js', [patch])).toThrow('/a.js holds the text to patch 2 times, not 1 (because)');
    expect(() => patched('z', '/p/a.js', [patch])).toThrow('/a.js holds the text to patch 0 times, not 1 (because)');
  });

  it('bring each import once, and leave other modules alone', () => {
    const both = [
      { ...patch, prelude: 'import p;' },
      { ...patch, find: 'z', prelude: 'import p;' },
    ];
    expect(patched('x z', '/p/a.js', both).code).toBe('import p;\ny y');
    expect(patched('x z', '/p/ba.js', both)).toEqual({ code: 'x z', applied: [] });
  });
});
