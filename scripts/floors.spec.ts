import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { EXCEPTIONS, FLOORS, type Floors } from './floors.mjs';
import { floorsRule } from './floors-rule.mjs';

const HOUSE: Floors = {
  kernel: [[['values', 'errors.ts']], ['database', 'bundle'], ['contract']],
  app: [['theme'], ['editor', 'files'], ['shell', 'main.tsx']],
};

let root = '';

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Every finding of the rule over made-up files, as `file:line message`. */
async function findings(files: Record<string, string>, { floors = HOUSE, exceptions = [] as string[] } = {}): Promise<string[]> {
  root = mkdtempSync(join(tmpdir(), 'floors-'));
  for (const [path, text] of Object.entries({ 'scripts/floors.mjs': '', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.{ts,tsx,mjs}'],
      languageOptions: { parser: tseslint.parser },
      plugins: { house: { rules: { floors: floorsRule } } },
      rules: { 'house/floors': ['error', { root, floors, exceptions }] },
    },
  });
  const results = await eslint.lintFiles(Object.keys(files));
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, message }) => `${filePath.slice(root.length + 1)}:${line} ${message}`),
  );
  return found.sort();
}

const SEE = 'The floors are in scripts/floors.mjs.';

describe('floors', () => {
  it('let a room import from below, from itself, and from what is one thing with it', async () => {
    expect(
      await findings({
        'kernel/values/text.ts': "import type { KernelError } from '../errors';\nexport type Text = string | KernelError;\n",
        'kernel/errors.ts': "import { visible } from './values/visible';\nexport type KernelError = typeof visible;\n",
        'kernel/values/visible.ts': 'export const visible = 1;\n',
        'kernel/contract/check.ts': "export * from '../values/text';\nexport { one } from './one';\nimport 'node:fs';\n",
        'kernel/contract/one.ts': 'export const one = 1;\n',
        'app/main.tsx': "void import('./editor/Editor');\n",
        'app/editor/Editor.tsx': "import '../../kernel/contract/check';\nexport const editor = 1;\n",
      }),
    ).toEqual([]);
  });

  it('refuse an import that climbs, of types and of what comes late too, in the kernel and in the page', async () => {
    expect(
      await findings({
        'kernel/contract/check.ts': 'export const check = 1;\n',
        'kernel/contract/diagnostic.ts': 'export type Locale = string;\n',
        'kernel/database/port.ts':
          "import { check } from '../contract/check';\nimport type { Locale } from '../contract/diagnostic';\n\nexport const port = check as unknown as Locale;\n",
        'kernel/errors.ts': "export { port } from './database/port';\n",
        'app/shell/Shell.tsx': 'export const Shell = 1;\n',
        'app/editor/Editor.tsx':
          "export const open = () => import('../shell/Shell');\nexport type Shown = import('../shell/Shell').Shell;\n",
      }),
    ).toEqual([
      `app/editor/Editor.tsx:1 app/editor/ (floor 1) may not import app/shell/ (floor 2): imports go down. ${SEE}`,
      `app/editor/Editor.tsx:2 app/editor/ (floor 1) may not import app/shell/ (floor 2): imports go down. ${SEE}`,
      `kernel/database/port.ts:1 kernel/database/ (floor 1) may not import kernel/contract/ (floor 2): imports go down. ${SEE}`,
      `kernel/database/port.ts:2 kernel/database/ (floor 1) may not import kernel/contract/ (floor 2): imports go down. ${SEE}`,
      `kernel/errors.ts:1 kernel/errors.ts (floor 0) may not import kernel/database/ (floor 1): imports go down. ${SEE}`,
    ]);
  });

  it('refuse an import of a room beside the own one', async () => {
    expect(
      await findings({
        'kernel/bundle/read.ts': 'export const read = 1;\n',
        'kernel/database/port.ts': "export * from '../bundle/read';\n",
        'app/editor/Editor.tsx': 'export const Editor = 1;\n',
        'app/files/File.tsx': "export * from '../editor/Editor';\n",
      }),
    ).toEqual([
      `app/files/File.tsx:1 app/files/ and app/editor/ stand on the same floor (1) and may not import each other. ${SEE}`,
      `kernel/database/port.ts:1 kernel/database/ and kernel/bundle/ stand on the same floor (1) and may not import each other. ${SEE}`,
    ]);
  });

  it('refuse a circle of files within a room, and say the way round', async () => {
    expect(
      await findings({
        'kernel/contract/a.ts': "import type { B } from './b';\nexport type A = B;\n",
        'kernel/contract/b.ts': "import type { C } from './rules/c';\nexport type B = C;\n",
        'kernel/contract/rules/c.ts': "import type { A } from '../a';\nexport type C = A;\n",
        'app/shell/Shell.tsx': "export * from './Menu';\n",
        'app/shell/Menu.tsx': "export const open = () => import('./Shell');\n",
      }),
    ).toEqual([
      'app/shell/Menu.tsx:1 This import closes a circle: app/shell/Menu.tsx → app/shell/Shell.tsx → app/shell/Menu.tsx.',
      'app/shell/Shell.tsx:1 This import closes a circle: app/shell/Shell.tsx → app/shell/Menu.tsx → app/shell/Shell.tsx.',
      'kernel/contract/a.ts:1 This import closes a circle: kernel/contract/a.ts → kernel/contract/b.ts → kernel/contract/rules/c.ts → kernel/contract/a.ts.',
      'kernel/contract/b.ts:1 This import closes a circle: kernel/contract/b.ts → kernel/contract/rules/c.ts → kernel/contract/a.ts → kernel/contract/b.ts.',
      'kernel/contract/rules/c.ts:1 This import closes a circle: kernel/contract/rules/c.ts → kernel/contract/a.ts → kernel/contract/b.ts → kernel/contract/rules/c.ts.',
    ]);
  });

  it('let specs stand outside, and no source import from them', async () => {
    expect(
      await findings(
        {
          'kernel/values/text.ts': '',
          'kernel/values/text.spec.ts': "import '../contract/check';\n",
          'kernel/contract/testing.ts': "import '../testing/kernel';\n",
          'kernel/testing/kernel.ts': "import '../contract/check';\n",
          'kernel/contract/check.ts': "import '../testing/kernel';\nimport './testing';\n",
          'scripts/floors.mjs': '',
        },
        { floors: { kernel: [['values'], ['contract'], ['testing']] } },
      ),
    ).toEqual([`kernel/contract/check.ts:1 kernel/contract/ (floor 1) may not import kernel/testing/ (floor 2): imports go down. ${SEE}`]);
  });

  it('give every room a floor, and every floor a room that exists', async () => {
    expect(
      await findings(
        { 'kernel/values/text.ts': '', 'kernel/novel/new.ts': '', 'scripts/floors.mjs': '' },
        { floors: { kernel: [['values', 'old']] } },
      ),
    ).toEqual([
      'kernel/novel/new.ts:1 kernel/novel/ stands on no floor: give it one in scripts/floors.mjs.',
      'scripts/floors.mjs:1 kernel/old/ does not exist: take it off the list.',
    ]);
  });

  it('let through what is on the list of exceptions, and take nothing on it that nobody needs', async () => {
    expect(
      await findings(
        {
          'kernel/values/text.ts': "import '../contract/check';\n",
          'kernel/values/other.ts': "import '../contract/check';\n",
          'kernel/contract/check.ts': "import '../values/text';\n",
          'scripts/floors.mjs': '',
        },
        {
          floors: { kernel: [['values'], ['contract']] },
          exceptions: ['kernel/values/text.ts → kernel/contract/', 'kernel/values/gone.ts → kernel/contract/'],
        },
      ),
    ).toEqual([
      `kernel/values/other.ts:1 kernel/values/ (floor 0) may not import kernel/contract/ (floor 1): imports go down. ${SEE}`,
      "scripts/floors.mjs:1 'kernel/values/gone.ts → kernel/contract/' is not needed any more: take it off the list.",
    ]);
  });

  it('hold in the kernel and in the page, for the list itself too', async () => {
    const project = dirname(dirname(fileURLToPath(import.meta.url)));
    const eslint = new ESLint({ cwd: project });
    const options = { root: project, floors: FLOORS, exceptions: EXCEPTIONS };
    for (const file of ['kernel/values/text.ts', 'app/main.tsx', 'app/settings.ts', 'scripts/floors.mjs']) {
      const { rules } = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, unknown> };
      expect(rules['house/floors']).toEqual([2, options]);
    }
  });
});
