import { describe, expect, it } from 'vitest';
import { KernelError } from '../../kernel/errors';
import { filesOfEntries, type FolderFile, readFolder } from './folder';

const file = (path: string, text = path): FolderFile => ({ path, open: () => Promise.resolve(new File([text], path)) });
const { signal } = new AbortController();

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof KernelError ? error.code : error instanceof Error ? error.name : ''),
  );

/** What a browser hands out for a dropped folder; lists come in pieces of two. */
function entry(name: string, content: string | FileSystemEntry[]): FileSystemEntry {
  if (typeof content === 'string')
    return { name, isFile: true, file: (take: (file: File) => void) => take(new File([content], name)) } as unknown as FileSystemEntry;
  let at = 0;
  const readEntries = (take: (entries: FileSystemEntry[]) => void): void => take(content.slice(at, (at += 2)));
  return { name, isFile: false, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry;
}

describe('a folder', () => {
  it('is read below its manifest, without keys, built bundles and what tools leave behind', async () => {
    const told: [number, number][] = [];
    const list = [
      file('notes/README.md'),
      file('notes/addon/manifest.json', '{}'),
      file('notes/addon/frontend/a.js'),
      file('notes/addon/dev.pem'),
      file('notes/addon/notes-1.0.0.mcbundle'),
    ];
    const { files, leftOut } = await readFolder(list, { signal, onProgress: (done, whole) => told.push([done, whole]) });
    expect([...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])).toEqual([
      ['manifest.json', '{}'],
      ['frontend/a.js', 'notes/addon/frontend/a.js'],
    ]);
    expect(leftOut).toEqual(['dev.pem', 'notes-1.0.0.mcbundle']);
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it.each<[name: string, list: FolderFile[], code: string]>([
    ['holds no manifest', [file('a/README.md')], 'BUNDLE-NO-MANIFEST'],
    ['holds two addons', [file('a/manifest.json'), file('b/manifest.json')], 'FOLDER-TWO-ADDONS'],
    ['holds a name that no bundle may have', [file('manifest.json'), file('a\u0001')], 'BUNDLE-PATH-CHARACTER'],
    [
      'is too large',
      [file('manifest.json'), { path: 'big', open: () => Promise.resolve({ size: 2 ** 40 } as File) }],
      'BUNDLE-UNPACKED-SIZE',
    ],
  ])('that %s is refused', async (_, list, code) => {
    expect(await codeOf(readFolder(list, { signal, onProgress: () => undefined }))).toBe(code);
  });

  it('is left in the middle when the person cancels', async () => {
    const controller = new AbortController();
    const opened: string[] = [];
    const list = ['manifest.json', 'a', 'b'].map((path) => ({
      path,
      open: () => {
        opened.push(path);
        controller.abort();
        return Promise.resolve(new File([''], path));
      },
    }));
    expect(await codeOf(readFolder(list, { signal: controller.signal, onProgress: () => undefined }))).toBe('AbortError');
    expect(opened).toEqual(['manifest.json']);
  });
});

describe('dropped entries', () => {
  it('are walked to the last file, past what tools leave behind', async () => {
    const dropped = [
      entry('addon', [
        entry('manifest.json', ''),
        entry('node_modules', [entry('x.js', '')]),
        entry('.git', [entry('config', '')]),
        entry('frontend', [entry('a.js', ''), entry('b.js', ''), entry('c.js', '')]),
      ]),
    ];
    expect((await filesOfEntries(dropped, signal)).map(({ path }) => path).sort()).toEqual([
      'addon/frontend/a.js',
      'addon/frontend/b.js',
      'addon/frontend/c.js',
      'addon/manifest.json',
    ]);
  });

  it('end at the limit, also when they never do by themselves', async () => {
    const endless: FileSystemEntry[] = [];
    endless.push({
      name: 'again',
      isFile: false,
      createReader: () => {
        const rest = [...endless];
        return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(rest.splice(0)) };
      },
    } as unknown as FileSystemEntry);
    expect(await codeOf(filesOfEntries(endless, signal))).toBe('BUNDLE-TOO-MANY-ENTRIES');
  });
});
