import type { ChangeSet, FileWrite } from '@electric-sql/pglite/memfs-frontend';
import { describe, expect, it } from 'vitest';
import { MemoryFile } from '../../testing/memory-file';
import fc from '../../testing/property';
import { ChangeLog } from './change-log';

/** A directory as a plain object: files as numbers, directories as null. */
type Directory = Record<string, number[] | null>;

const held = (log: ChangeLog): Directory =>
  Object.fromEntries(log.takeEntries().map((entry) => [entry.path, entry.kind === 'dir' ? null : [...entry.data]]));

const write = (path: string, bytes: number[], more: Partial<FileWrite> = {}): FileWrite => ({
  path,
  size: bytes.length,
  full: true,
  truncate: true,
  chunks: [{ at: 0, data: new Uint8Array(bytes) }],
  ...more,
});

const changes = (data: FileWrite[], ops: ChangeSet['ops'] = []): ChangeSet => ({ ops, files: { wal: [], data, control: [] } });

const notAsked = (): ChangeSet => {
  throw new Error('the log is not long');
};

const files = (): [MemoryFile, MemoryFile] => [new MemoryFile(), new MemoryFile()];

describe('a log of changes', () => {
  it('is empty where nothing was written, or nothing of it can be read', () => {
    expect(new ChangeLog(files()).isEmpty).toBe(true);
    const garbled = [new MemoryFile(new Uint8Array(1000).fill(0x5a)), new MemoryFile(new Uint8Array(3))] as const;
    const log = new ChangeLog(garbled);
    expect(log.isEmpty).toBe(true);
    log.append(changes([write('/a', [1])]), notAsked, true);
    expect(held(new ChangeLog(garbled))).toEqual({ '/a': [1] });
  });

  it('gives back directories and files, parents first, as the last change left them', () => {
    const two = files();
    const log = new ChangeLog(two);
    log.append(changes([write('/base/1', [1, 2, 3, 4, 5]), write('/other', [9])], [{ op: 'mkdir', path: '/base' }]), notAsked, true);
    log.append(
      changes([
        { path: '/base/1', size: 8, full: false, truncate: false, chunks: [1, 6].map((at) => ({ at, data: new Uint8Array([7, 7]) })) },
        { path: '/other', size: 3, full: false, truncate: true, chunks: [] },
      ]),
      notAsked,
      true,
    );
    const again = new ChangeLog(two);
    expect(again.isEmpty).toBe(false);
    const entries = again.takeEntries();
    expect(entries.map(({ path }) => path)).toEqual(['/base', '/base/1', '/other']);
    expect(entries[1]).toEqual({ kind: 'file', path: '/base/1', data: new Uint8Array([1, 7, 7, 4, 5, 0, 7, 7]) });
    expect(entries[2]).toEqual({ kind: 'file', path: '/other', data: new Uint8Array([9, 0, 0]) });
    expect(again.takeEntries()).toEqual([]);
  });

  it('removes a directory with what is in it, and nothing whose name only begins like it', () => {
    const two = files();
    const log = new ChangeLog(two);
    log.append(changes([write('/a/1', [1]), write('/ab', [2])], [{ op: 'mkdir', path: '/a' }]), notAsked, true);
    log.append(changes([], [{ op: 'remove', path: '/a' }]), notAsked, true);
    expect(held(new ChangeLog(two))).toEqual({ '/ab': [2] });
  });

  it('writes the whole to the other file when it has become long, and goes on there', () => {
    const two = files();
    const log = new ChangeLog(two);
    const megabytes = (value: number) => new Uint8Array(6_000_000).fill(value);
    const state = (value: number): ChangeSet =>
      changes([{ path: '/big', size: 6_000_000, full: true, truncate: true, chunks: [{ at: 0, data: megabytes(value) }] }]);
    for (let value = 1; value <= 6; value += 1) log.append(state(value), () => state(value), true);
    expect(two.map((file) => file.getSize() > 0)).toEqual([false, true]);
    log.append(changes([write('/small', [1])]), notAsked, true);
    const entries = new ChangeLog(two).takeEntries();
    expect(entries.map((entry) => [entry.path, entry.kind === 'file' && entry.data[0]])).toEqual([
      ['/big', 6],
      ['/small', 1],
    ]);
    for (let value = 7; value <= 12; value += 1) log.append(state(value), () => state(value), true);
    expect(two.map((file) => file.getSize() > 0)).toEqual([true, false]);
  });

  it('goes on in the long file while there is no room for the whole in the other', () => {
    const two = files();
    two[1].room = 100;
    const log = new ChangeLog(two);
    const state = (value: number): ChangeSet =>
      changes([
        { path: '/big', size: 6_000_000, full: true, truncate: true, chunks: [{ at: 0, data: new Uint8Array(6_000_000).fill(value) }] },
      ]);
    for (let value = 1; value <= 7; value += 1) log.append(state(value), () => state(value), true);
    const [entry] = new ChangeLog(two).takeEntries();
    expect(entry?.kind === 'file' && entry.data[0]).toBe(7);
    expect(two[1].getSize()).toBe(0);
  });

  it('tells that there is no room before anything is lost, keeps the rest of a change out, and takes it once there is', () => {
    const two = files();
    const log = new ChangeLog(two);
    log.append(changes([write('/a', [1])]), notAsked, true);
    expect(log.hasRoom()).toBe(true);
    const [file] = two;
    file.room = file.getSize();
    expect(log.hasRoom()).toBe(true);
    log.append(changes([write('/a', [2])]), notAsked, true);
    expect(log.hasRoom()).toBe(false);
    const large = changes([
      write(
        '/b',
        Array.from({ length: 5_000_000 }, () => 3),
      ),
    ]);
    expect(() => log.append(large, notAsked, true)).toThrow('full');
    expect(held(new ChangeLog([file.left(), two[1].left()]))).toEqual({ '/a': [2] });
    file.room = Number.POSITIVE_INFINITY;
    expect(log.hasRoom()).toBe(true);
    log.append(changes([write('/b', [4])]), notAsked, true);
    expect(held(new ChangeLog(two))).toEqual({ '/a': [2], '/b': [4] });
  });

  it('comes back as it was after some whole change, and never between two, wherever a process dies or a byte is damaged', () => {
    const path = fc.constantFrom('/a', '/b', '/c');
    const bytes = fc.array(fc.nat(255), { maxLength: 9 });
    const edit = fc.record({ path, at: fc.nat(6), bytes, cut: fc.option(fc.nat(9)) });
    const change = fc.record({ removed: fc.option(path), edits: fc.array(edit, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(), fc.boolean(), (drawn, place, isCut) => {
        const two = files();
        const log = new ChangeLog(two, 0);
        let state: Directory = {};
        const states: Directory[] = [state];
        for (const { removed, edits } of drawn) {
          state = { ...state };
          if (removed !== null) Reflect.deleteProperty(state, removed);
          const writes = new Map<string, FileWrite>();
          for (const { path: name, at, bytes: piece, cut } of edits) {
            if (writes.has(name)) continue;
            const before = state[name] ?? [];
            const after = Array.from(
              { length: Math.max(before.length, at + piece.length) },
              (_, index) => piece[index - at] ?? before[index] ?? 0,
            );
            const size = cut ?? after.length;
            state[name] = Array.from({ length: size }, (_, index) => after[index] ?? 0);
            const kept = piece.slice(0, Math.max(0, size - at));
            writes.set(name, {
              path: name,
              size,
              full: false,
              truncate: true,
              chunks: kept.length > 0 ? [{ at, data: new Uint8Array(kept) }] : [],
            });
          }
          log.append(changes([...writes.values()], removed === null ? [] : [{ op: 'remove', path: removed }]), notAsked, false);
          states.push(state);
        }
        expect(held(new ChangeLog([two[0].left(), two[1].left()]))).toEqual(state);
        const size = two[0].getSize();
        const hurt = isCut ? two[0].left(place % size) : two[0].left();
        if (!isCut) hurt.bytes[place % size] = (hurt.bytes[place % size] ?? 0) ^ 0x41;
        const found = held(new ChangeLog([hurt, two[1].left()]));
        expect(states).toContainEqual(found);
      }),
      { numRuns: 300 },
    );
  });
});
