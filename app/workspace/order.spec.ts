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
      runInTx: [],
    });
  });

  it('is the same after an edit of a file that the manifest does not name', () => {
    const edited = { 'notes.json': '{"half":', 'locales/es.json': '{}', 'more.json': '{}', 'templates/other.html': '' };
    expect(orderOf(project(edited), MANIFEST, installed)).toEqual(installed);
  });

  it('is the same while a file that it names is half typed, and changes with it once it parses', () => {
    expect(orderOf(project({ 'locales/en.json': '{"a": "B' }), MANIFEST, installed)).toEqual(installed);
    expect(orderOf(project({ 'locales/en.json': '{"a": "B"}' }), MANIFEST, installed).localeFiles).toEqual({
      'locales/en.json': '{"a": "B"}',
    });
    expect(orderOf(project({ 'locales/en.json': '{"a": "B' }), MANIFEST, null).localeFiles).toEqual({});
  });
});
