import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { carryAlong, nameBuild } from './version-files.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function site(name: string, assets: Record<string, string>): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<html><head><title>x</title></head><body></body></html>');
  for (const [file, text] of Object.entries(assets)) writeFileSync(join(root, 'assets', file), text);
  return root;
}
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

it('a build is named after its content, in its page and beside it', () => {
  const [one, same, other] = [site('one', { 'a-1.js': 'a' }), site('same', { 'a-1.js': 'a' }), site('other', { 'a-1.js': 'b' })];
  const build = nameBuild(one, '1.2.3');
  expect(build).toMatch(/^[0-9a-f]{12}$/);
  expect(nameBuild(same, '1.2.3')).toBe(build);
  expect(nameBuild(other, '1.2.3')).not.toBe(build);
  expect(JSON.parse(read(one, 'version.json'))).toEqual({ version: '1.2.3', build });
  expect(read(one, 'index.html')).toContain(`<meta name="playground-build" content="${build}" />`);
  expect(JSON.parse(read(one, 'assets/files.json'))).toEqual(['a-1.js']);
  // Naming it again changes nothing.
  expect(nameBuild(one, '1.2.3')).toBe(build);
});

it('the files of the version that is published come along once, and no further', () => {
  const first = site('first', { 'a-1.js': 'first' });
  nameBuild(first, '1.0.0');
  const second = site('second', { 'a-2.js': 'second' });
  nameBuild(second, '1.1.0');
  carryAlong(second, first);
  expect(readdirSync(join(second, 'assets')).sort()).toEqual(['a-1.js', 'a-2.js', 'files.json']);
  const third = site('third', { 'a-3.js': 'third' });
  nameBuild(third, '1.2.0');
  carryAlong(third, second);
  expect(readdirSync(join(third, 'assets')).sort()).toEqual(['a-2.js', 'a-3.js', 'files.json']);
});

it('a list that names files elsewhere is no list', () => {
  const published = site('published', { 'a-1.js': 'x' });
  writeFileSync(join(published, 'assets/files.json'), '["../../etc/passwd"]');
  expect(() => carryAlong(site('next', {}), published)).toThrow('is no list of files');
  expect(() => carryAlong(site('next2', {}), site('unnamed', {}))).toThrow('is no published site');
});
