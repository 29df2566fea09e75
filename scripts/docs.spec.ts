/** Whether the documentation leads where it says: links, their anchors, and paths of files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { check } from '../kernel/contract/check';

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
/** A schema has its definitions as places. */
const definitionsOf = (schema: string): string[] => Object.keys((JSON.parse(read(schema)) as { $defs?: object }).$defs ?? {});
const anchorsOf = (page: string): string[] =>
  page.endsWith('.json') ? definitionsOf(page) : [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

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

const GUIDES = PAGES.filter((page) => page.startsWith('docs/guides/'));

it('shows whole addons that hold', () => {
  const examples = GUIDES.flatMap((page) =>
    [...read(page).matchAll(/^```json\n([\s\S]*?)^```$/gm)]
      .map(([, text = '']) => ({ page, text }))
      .filter(({ text }) => text.includes('"apiVersion"')),
  );
  expect(examples.map(({ page }) => page)).toEqual(['docs/guides/first-addon.es.md', 'docs/guides/first-addon.md']);
  expect(examples.map(({ text }) => check(text).diagnostics)).toEqual([[], []]);
});

it('has each guide in both languages, with the same parts', () => {
  const outline = (page: string): string[] =>
    [...read(page).matchAll(/^(#+) |^```(\w*)/gm)].map(([, level = '', fence = '']) => level || fence);
  const spanish = GUIDES.filter((page) => page.endsWith('.es.md'));
  const english = GUIDES.filter((page) => !page.endsWith('.es.md'));
  expect(spanish).toEqual(english.map((page) => page.replace('.md', '.es.md')));
  for (const page of spanish) expect(outline(page), page).toEqual(outline(page.replace('.es.md', '.md')));
});
