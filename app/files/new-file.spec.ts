import { describe, expect, it } from 'vitest';
import { checkedPath } from '../../kernel/bundle/paths';
import { FILE_KINDS, pathProblem, placeFor, starterText, suggestedPath } from './new-file';
import fc from '../../kernel/testing/property';

const FILES = {
  'manifest.json': '{}',
  'README.md': '',
  'migrations/0007_amount.sql': '',
  'migrations/0010_names.sql': '',
  'locales/es.json': '{}',
};

describe('a new file', () => {
  it.each([
    ['migration', 'migrations/0011_change.sql'],
    ['locale', 'locales/en.json'],
    ['readme', 'LICENSE'],
    ['template', 'templates/document.html'],
    ['other', ''],
  ] as const)('that is a %s is called %j', (kind, path) => {
    expect(suggestedPath(kind, FILES)).toBe(path);
  });

  it('that is the first migration has number one', () => {
    expect(suggestedPath('migration', {})).toBe('migrations/0001_change.sql');
  });

  it.each([
    ['locales/en.json', '{}\n'],
    ['migrations/0001_a.sql', '-- Runs once in every installation, in the order of the file names.\n'],
    ['docs/guide.md', '# guide\n'],
    ['LICENSE', ''],
  ])('%s begins with %j', (path, text) => {
    expect(starterText(path)).toBe(text);
  });

  it.each([
    ['backend.wasm', 'backend/backend.wasm'],
    ['0001_a.sql', 'migrations/0001_a.sql'],
    ['es-MX.json', 'locales/es-MX.json'],
    ['invoice.html', 'templates/invoice.html'],
    ['remoteEntry.js', 'frontend/remoteEntry.js'],
    ['LICENSE', 'LICENSE'],
  ])('%s of a computer goes to %s', (name, path) => {
    expect(placeFor(name)).toBe(path);
  });
});

describe('a path', () => {
  it.each([
    ['', 'Give the file a path, for example migrations/0001_change.sql.'],
    ['  ', 'Give the file a path, for example migrations/0001_change.sql.'],
    ['readme.md', 'There is already a file README.md.'],
    ['./manifest.json', 'There is already a file manifest.json.'],
    ['migrations', 'A name cannot be a file and a folder: there is migrations/0007_amount.sql.'],
    ['README.md/a', 'A name cannot be a file and a folder: there is README.md.'],
    ['secret.pem', 'Keys do not belong into a project: they would travel with every bundle and link.'],
    ['../x', 'The entry ../x points outside of the bundle ("." or ".." in its path).'],
    ['/etc/passwd', 'The entry /etc/passwd has an absolute path; paths must be relative to the addon.'],
    ['a//b', 'An entry has an empty name or an empty folder name: a//b.'],
    ['migrations/0011_more.sql', null],
  ])('%j: %j', (path, problem) => {
    expect(pathProblem(path, FILES, 'en')).toBe(problem);
  });

  it('may stay as it is, or change its case, when a file is renamed', () => {
    expect(pathProblem('README.md', FILES, 'en', 'README.md')).toBeNull();
    expect(pathProblem('Readme.md', FILES, 'en', 'README.md')).toBeNull();
    expect(pathProblem('readme.md', FILES, 'es', 'LICENSE')).toBe('Ya hay un archivo README.md.');
  });

  it('without a problem is one that a bundle takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
        if (pathProblem(path, FILES, 'en') === null) checkedPath(path);
      }),
    );
  });

  it('that is suggested has no problem', () => {
    for (const kind of FILE_KINDS.filter((name) => name !== 'other'))
      expect(pathProblem(suggestedPath(kind, FILES), FILES, 'en')).toBeNull();
  });
});
