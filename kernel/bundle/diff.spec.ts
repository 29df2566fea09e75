import { expect, it } from 'vitest';
import { diffBundles } from './diff';
import fc from '../testing/property';

const bundle = (files: Record<string, string>): Map<string, Uint8Array> =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));

it('lists files with their sizes and the values of the manifest', () => {
  const before = bundle({ 'manifest.json': '{"a":1,"list":[{"key":"x","v":1},{"key":"y"}],"plain":[1,2]}', 'a.txt': 'a', 'b.txt': 'b' });
  const after = bundle({
    'manifest.json': '{"a":1,"list":[{"key":"y"},{"key":"x","v":2},{"key":"z"}],"plain":[1],"a/b":null}',
    'b.txt': 'bb',
    'c.txt': '',
  });
  expect(diffBundles(before, after)).toEqual({
    same: false,
    files: [
      { path: 'a.txt', change: 'removed', before: 1, after: null },
      { path: 'b.txt', change: 'changed', before: 1, after: 2 },
      { path: 'c.txt', change: 'added', before: null, after: 0 },
      { path: 'manifest.json', change: 'changed', before: 60, after: 81 },
    ],
    manifest: [
      { path: '/list/1/v', change: 'changed', before: '1', after: '2' },
      { path: '/list/2', change: 'added', after: '{"key":"z"}' },
      { path: '/plain/1', change: 'removed', before: '2' },
      { path: '/a~1b', change: 'added', after: 'null' },
    ],
    unpacked: { before: 62, after: 83 },
  });
});

it('says when nothing differs, and when a manifest is no JSON', () => {
  const one = bundle({ 'manifest.json': '{}' });
  expect(diffBundles(one, bundle({ 'manifest.json': '{}' }))).toEqual({
    same: true,
    files: [],
    manifest: [],
    unpacked: { before: 2, after: 2 },
  });
  expect(diffBundles(one, bundle({ 'manifest.json': '{' })).manifest).toBe(null);
  expect(diffBundles(one, new Map()).manifest).toBe(null);
});

it('lists a thousand values and no more', () => {
  const manifest = (count: number) => bundle({ 'manifest.json': JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${n}`, n]))) }); // prettier-ignore
  const listed = (count: number) => diffBundles(manifest(0), manifest(count)).manifest?.length;
  expect([listed(999), listed(1_000), listed(1_001)]).toEqual([999, 1_000, 1_000]);
});

it('finds no difference between equal documents, and one between others', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
      const [before, after] = [bundle({ 'manifest.json': one }), bundle({ 'manifest.json': other })];
      expect(diffBundles(before, before).manifest).toEqual([]);
      const canonical = (text: string): unknown => JSON.parse(text);
      const differs = (diffBundles(before, after).manifest ?? []).length > 0;
      const equal = JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
      if (equal) expect(differs).toBe(false);
    }),
  );
});
