import { describe, expect, it } from 'vitest';
import { createFilesHolder, createFilesSender } from './project-files';
import fc from '../kernel/testing/property';

describe("the project's files in the language worker", () => {
  it('are sent once, then only what changed', () => {
    const sender = createFilesSender();
    const wasm = new Uint8Array([0]);
    expect(sender.next({ 'manifest.json': '{}', 'backend/backend.wasm': wasm })).toEqual({
      base: null,
      revision: 1,
      put: [
        ['manifest.json', '{}'],
        ['backend/backend.wasm', wasm],
      ],
      removed: [],
    });
    expect(sender.next({ 'manifest.json': '{ }', 'a.txt': '' })).toEqual({
      base: 1,
      revision: 2,
      put: [
        ['manifest.json', '{ }'],
        ['a.txt', ''],
      ],
      removed: ['backend/backend.wasm'],
    });
  });

  it('are asked for anew by a worker that was started meanwhile', () => {
    const sender = createFilesSender();
    const first = createFilesHolder();
    first.apply(sender.next({ 'a.txt': '1' }));
    const second = createFilesHolder();
    expect(second.apply(sender.next({ 'a.txt': '2' }))).toBeNull();
    sender.forget();
    expect(second.apply(sender.next({ 'a.txt': '2' }))).toEqual(new Map([['a.txt', '2']]));
  });

  it('are the same on both sides after any changes', () => {
    const path = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'd/e');
    const files = fc.uniqueArray(fc.tuple(path, fc.string()), { selector: ([name]) => name }).map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(fc.array(files), (states) => {
        const [sender, holder] = [createFilesSender(), createFilesHolder()];
        for (const state of states) {
          const held = holder.apply(sender.next(state));
          expect(new Map([...(held ?? [])].sort())).toEqual(new Map(Object.entries(state).sort()));
        }
      }),
    );
  });
});
