import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { RUNTIME_PATCHES } from './runtime-patch-list';
import { patched, patchesWithout, type RuntimePatch } from './runtime-patches';

const PACKAGES = ['node_modules/@asteby/metacore-runtime-react/dist', 'node_modules/@asteby/metacore-ui/dist'];
const EDITS = RUNTIME_PATCHES.flatMap(({ edits }) => edits);

/** The one module of the packages whose path ends as an edit says. */
function moduleOf(file: string): string {
  const [path, ...others] = PACKAGES.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => `${root}/${name.replaceAll('\\', '/')}`)
      .filter((name) => name.endsWith(file)),
  );
  if (path === undefined || others.length > 0) throw new Error(`${others.length + (path === undefined ? 0 : 1)} modules end with ${file}`);
  return path;
}

describe('patches of the published packages', () => {
  it.each([...new Set(EDITS.map(({ file }) => file))])('fit %s, each as often as it says, and leave a module', (file) => {
    const path = moduleOf(file);
    const { code, applied } = patched(readFileSync(path, 'utf8'), path, RUNTIME_PATCHES);
    expect(new Set(applied)).toEqual(new Set(EDITS.filter((edit) => edit.file === file)));
    expect(parseSync(path, code).errors).toEqual([]);
  });

  it('have a name and a fault of their own, and build on patches before them', () => {
    const [ids, faults] = [RUNTIME_PATCHES.map(({ id }) => id), RUNTIME_PATCHES.map(({ fault }) => fault)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(faults).size).toBe(faults.length);
    for (const [at, { needs = [] }] of RUNTIME_PATCHES.entries()) expect(ids.slice(0, at)).toEqual(expect.arrayContaining([...needs]));
  });

  it('show their fault, each in the spec beside its list', () => {
    const specs = readdirSync(import.meta.dirname).filter((name) => /^runtime-patch-.*\.spec\.tsx$/.test(name));
    const shown = specs.flatMap((name) => {
      const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8');
      return [...text.matchAll(/showsFault\(\s*'([\w-]+)'/g)].map(([, id]) => id);
    });
    expect([...shown].sort()).toEqual(RUNTIME_PATCHES.map(({ id }) => id).sort());
  });

  const edit = { file: '/a.js', find: 'x', replace: 'y' };
  const patch = (edits: RuntimePatch['edits'], id = 'p', needs: string[] = []): RuntimePatch => ({ id, fault: 'a fault', needs, edits });

  it('are refused where the text occurs more often than it should, or not at all', () => {
    expect(() => patched('x; x', '/p/a.js', [patch([edit])])).toThrow('/a.js holds the text to patch 2 times, not 1 (p)');
    expect(() => patched('z', '/p/a.js', [patch([edit])])).toThrow('/a.js holds the text to patch 0 times, not 1 (p)');
  });

  it('bring each import once, and leave other modules alone', () => {
    const both = [
      patch([
        { ...edit, prelude: 'import p;' },
        { ...edit, find: 'z', prelude: 'import q;\nimport p;' },
      ]),
    ];
    expect(patched('x z', '/p/a.js', both).code).toBe('import p;\nimport q;\ny y');
    expect(patched('x z', '/p/ba.js', both)).toEqual({ code: 'x z', applied: [] });
  });

  it('are left out together with those that build on them', () => {
    const three = [patch([edit], 'a'), patch([edit], 'b', ['a']), patch([edit], 'c', ['b']), patch([edit], 'd')];
    expect(patchesWithout(three, ['a']).map(({ id }) => id)).toEqual(['d']);
    expect(patchesWithout(three, ['c']).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    expect(() => patchesWithout(three, ['e'])).toThrow('no patch is called e');
  });
});
