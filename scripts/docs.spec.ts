/** Whether the documentation leads where it says: links, their anchors, and paths of files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const isThere = (path: string): boolean => existsSync(join(ROOT, path));

const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'interop/README.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** A heading as the address of its place. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (page: string): string[] => [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

it('links to pages and places that there are', () => {
  const broken = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].flatMap(([, path = '', anchor]) => {
      const target = path === '' ? page : normalize(join(dirname(page), path));
      const leads = isThere(target) && (anchor === undefined || anchorsOf(target).includes(anchor));
      return leads ? [] : [`${page}: ${path}${anchor === undefined ? '' : `#${anchor}`}`];
    }),
  );
  expect(broken).toEqual([]);
});

it('names files that there are', () => {
  const named = /`((?:app|bench|cli|docs|e2e|interop|kernel|schemas|scripts|templates|workers)\/[\w./-]+)`/g;
  const missing = PAGES.filter((page) => !page.includes('rules')).flatMap((page) =>
    [...read(page).matchAll(named)].flatMap(([, path = '']) => (isThere(path) ? [] : [`${page}: ${path}`])),
  );
  expect(missing).toEqual([]);
});
