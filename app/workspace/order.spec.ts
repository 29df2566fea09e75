import { describe, expect, it } from 'vitest';
import type { StoredProject } from '../../workers/project-store';
import { orderOf } from './order';

const MANIFEST = JSON.stringify({
  i18n: { bundles: [{ locale: 'en', path: 'locales/en.json' }] },
  contributions: { documents: [{ template: 'templates/note.html' }] },
});
const FILES = {
  'manifest.json': MANIFEST,
  'locales/en.json': '{"a": "A"}',
  'locales/es.json': '{"a": "Á"}',
  'notes.json': '[1]',
  'templates/note.html': '<p>',
  'templates/other.html': '<b>',
};
const project = (files: Record<string, string>): StoredProject => ({
  id: 'p',
  name: 'p',
  files: { ...FILES, ...files },
  lastGoodManifest: null,
  provenance: [],
  updatedAt: 0,
});
const installed = orderOf(project({}), MANIFEST, null);

describe('what is installed of a project', () => {
  it('is the manifest and the files it names', () => {
    expect(installed).toEqual({
      manifestText: MANIFEST,
      localeFiles: { 'locales/en.json': '{"a": "A"}' },
      templateFiles: { 'templates/note.html': '<p>' },
      renames: [],
      playgroundText: '',
    });
  });

  it('is the same after an edit of a file that the manifest does not name', () => {
    const edited = { 'notes.json': '{"half":', 'locales/es.json': '{}', 'more.json': '{}', 'templates/other.html': '' };
    expect(orderOf(project(edited), MANIFEST, installed)).toEqual(installed);
  });

  it('is the same after an edit of the layout, and another one after any other', () => {
    const spaced = MANIFEST.replaceAll(',', ' ,\n  ').replaceAll(':', ': ');
    expect(spaced).not.toBe(MANIFEST);
    expect(orderOf(project({ 'locales/en.json': '{\n  "a": "A"\n}' }), spaced, installed)).toEqual(installed);
    for (const [from, to] of [
      ['"en"', '"e n"'],
      ['"en"', String.raw`"e\"n"`],
      ['"contributions"', '"n": 12345678901234567890, "contributions"'],
    ] as const) {
      const edited = MANIFEST.replace(from, to);
      expect(orderOf(project({}), edited, installed).manifestText).toBe(edited);
    }
    const [long, other] = ['90', '91'].map((end) => MANIFEST.replace('{', `{"n": 123456789012345678${end},`));
    expect(orderOf(project({}), other ?? '', orderOf(project({}), long ?? '', null)).manifestText).toBe(other);
  });

  it('is the same while a file that it names is half typed, and changes with it once it parses', () => {
    expect(orderOf(project({ 'locales/en.json': '{"a": "B' }), MANIFEST, installed)).toEqual(installed);
    expect(orderOf(project({ 'locales/en.json': '{"a": "B"}' }), MANIFEST, installed).localeFiles).toEqual({
      'locales/en.json': '{"a": "B"}',
    });
    expect(orderOf(project({ 'locales/en.json': '{"a": "B' }), MANIFEST, null).localeFiles).toEqual({});
  });
});

it('migrations and what the ladder names belong to the order, other SQL does not', () => {
  const manifest = JSON.stringify({ lifecycle: { upgrade: [{ from: '1.x', type: 'sql', function: 'upgrade/one.sql' }] } });
  const files = { 'manifest.json': manifest, 'migrations/1.sql': 'select 1', 'upgrade/one.sql': 'select 2', 'notes/x.sql': 'select 3' };
  const { sqlFiles } = orderOf(project(files), manifest, null);
  expect(sqlFiles).toEqual({ 'migrations/1.sql': 'select 1', 'upgrade/one.sql': 'select 2' });
});
