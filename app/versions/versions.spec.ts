import { describe, expect, it } from 'vitest';
import { deltaOf, filesAfter } from './delta';
import { createHistory, MAX_VERSIONS } from './history';
import type { StoredVersion, VersionStore } from './store';

function memory(): VersionStore & { kept: Map<string, StoredVersion> } {
  const kept = new Map<string, StoredVersion>();
  const keyOf = ({ projectId, id }: Pick<StoredVersion, 'projectId' | 'id'>): string => `${projectId} ${String(id)}`;
  return {
    kept,
    all: (projectId) => Promise.resolve([...kept.values()].filter((one) => one.projectId === projectId).sort((a, b) => a.id - b.id)),
    put: (version) => Promise.resolve(void kept.set(keyOf(version), version)),
    replace: (version, gone) => {
      kept.set(keyOf(version), version);
      kept.delete(keyOf({ projectId: version.projectId, id: gone }));
      return Promise.resolve();
    },
    forget: (projectId) => {
      for (const [key, one] of kept) if (one.projectId === projectId) kept.delete(key);
      return Promise.resolve();
    },
  };
}

describe('what a version changes', () => {
  it('is files that came, changed and went, and makes the later files of the earlier ones', () => {
    const before = { a: '1', b: new Uint8Array([1, 2]), c: 'x' };
    const after = { a: '2', b: new Uint8Array([1, 2]), d: '' };
    const delta = deltaOf(before, after);
    expect(delta).toEqual({ a: '2', c: null, d: '' });
    expect(filesAfter([deltaOf({}, before), delta])).toEqual(after);
  });
});

describe('the history of a project', () => {
  it('keeps a version where something changed, names it, and gives the files of each back', async () => {
    const history = createHistory(memory(), () => 7);
    expect(await history.keep('p', { a: '1' })).toBe(true);
    expect(await history.keep('p', { a: '1' })).toBe(false);
    expect(await history.keep('p', { a: '1', b: '2' })).toBe(true);
    expect(await history.keep('p', { a: '1', b: '2' }, 'Before the fair')).toBe(true);
    await history.rename('p', 1, 'First');
    expect(await history.list('p')).toEqual([
      { projectId: 'p', id: 3, at: 7, name: 'Before the fair', paths: [] },
      { projectId: 'p', id: 2, at: 7, name: '', paths: ['b'] },
      { projectId: 'p', id: 1, at: 7, name: 'First', paths: ['a'] },
    ]);
    expect(await history.files('p', 1)).toEqual({ a: '1' });
    expect(await history.files('p', 9)).toBeNull();
    expect(await history.list('q')).toEqual([]);
  });

  it('lets the oldest versions go into the next one, and never one with a name', async () => {
    const store = memory();
    const history = createHistory(store, () => 0);
    await history.keep('p', { a: '0' }, 'The beginning');
    for (let count = 1; count <= MAX_VERSIONS + 20; count += 1)
      await history.keep('p', { a: String(count), [`f${String(count % 3)}`]: '' });
    const list = await history.list('p');
    expect([list.length, list.at(-1)?.name]).toEqual([MAX_VERSIONS, 'The beginning']);
    expect(await history.files('p', 1)).toEqual({ a: '0' });
    expect(await history.files('p', list[0]?.id ?? 0)).toEqual({ a: String(MAX_VERSIONS + 20), f1: '' });
  });

  it('goes with its project, and with no other', async () => {
    const store = memory();
    const history = createHistory(store, () => 0);
    await history.keep('p', { a: '1' });
    await history.keep('q', { a: '1' });
    await history.forget('p');
    expect([...store.kept.values()].map(({ projectId }) => projectId)).toEqual(['q']);
  });

  it('goes on after a version that found no room', async () => {
    const store = memory();
    const history = createHistory(
      { ...store, put: (version) => (version.name === 'full' ? Promise.reject(new Error('full')) : store.put(version)) },
      () => 0,
    );
    await expect(history.keep('p', { a: '1' }, 'full')).rejects.toThrow('full');
    expect(await history.keep('p', { a: '1' })).toBe(true);
  });
});
