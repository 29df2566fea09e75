import { expect, it } from 'vitest';
import { decodeLink } from '../../kernel/link/link';
import type { StoredProject } from '../../workers/project-store';
import { keysIn, linkFrom, linkTo } from './make-link';

const KEY = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----\n`;
const project = (files: StoredProject['files']): StoredProject => ({
  id: 'x',
  name: 'notes',
  files,
  lastGoodManifest: null,
  provenance: [{ title: 'orders', app: '0.0.9', kind: 'link' }],
  updatedAt: 0,
});
const read = (made: ReturnType<typeof linkTo>) => decodeLink('url' in made ? new URL(made.url).hash : '');

it('a link holds the project, where it begins and where it came from', () => {
  const made = linkTo('https://p.test/app/', project({ 'manifest.json': '{}', 'migrations/1.down.sql': '' }), { view: 'notes', seed: 7 });
  expect(read(made)).toEqual({
    app: expect.any(String) as string,
    title: 'notes',
    files: { 'manifest.json': '{}', 'migrations/1.down.sql': '' },
    view: 'notes',
    seed: 7,
    provenance: { title: 'orders', app: '0.0.9', kind: 'link' },
  });
});

it('keys stay behind, by name and by content', () => {
  const files = { 'manifest.json': '{}', 'dev.pem': 'x', 'backend/secret.txt': KEY, 'frontend/a.js': 'x' };
  expect(keysIn(project(files)).sort()).toEqual(['backend/secret.txt', 'dev.pem']);
  expect(Object.keys(read(linkTo('https://p.test/', project(files), {})).files).sort()).toEqual(['frontend/a.js', 'manifest.json']);
});

it('what does not fit is named', () => {
  let state = 1;
  const noise = Array.from({ length: 120_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
  const made = linkTo('https://p.test/', project({ 'manifest.json': '{}', 'frontend/big.js': noise }), {});
  expect('tooLong' in made && made.tooLong[0]?.path).toBe('frontend/big.js');
});

it('an address is one that the playground would fetch', () => {
  expect(linkFrom('https://p.test/', 'https://github.com/o/r/blob/main/a.mcbundle')).toEqual({
    url: 'https://p.test/?from=https%3A%2F%2Fraw.githubusercontent.com%2Fo%2Fr%2Fmain%2Fa.mcbundle',
    chars: null,
  });
  const made = linkFrom('https://p.test/', 'javascript:alert(1)');
  expect('failure' in made && made.failure.code).toBe('FROM-ADDRESS');
});
