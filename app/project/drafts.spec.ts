import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepDrafts, keptDrafts } from './drafts';

const PLACE = { projectId: 'tickets-1', view: 'main', userId: 'ada' } as const;
const KEY = 'metacore-playground:drafts:tickets-1:main:ada';

let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('drafts of a stored project outlive a reload until there are none', () => {
  expect(keepDrafts(PLACE, '[1]', false)).toBe(true);
  expect([...stored]).toEqual([[KEY, '[1]']]);
  expect(keptDrafts(PLACE)).toBe('[1]');
  expect(keptDrafts({ ...PLACE, userId: 'bruno' })).toBe('');
  expect(keepDrafts(PLACE, '', false)).toBe(true);
  expect([...stored]).toEqual([]);
});

it('nothing typed into a project that is kept nowhere is stored, and it goes along once the project is kept', () => {
  expect(keepDrafts(PLACE, '[2]', true)).toBe(false);
  expect([...stored]).toEqual([]);
  expect(keptDrafts(PLACE)).toBe('[2]');
  expect(keepDrafts(PLACE, keptDrafts(PLACE), false)).toBe(true);
  expect([...stored]).toEqual([[KEY, '[2]']]);
  keepDrafts(PLACE, '', false);
});

it('a storage that is full, and a text that no frame tells, are no place', () => {
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(keepDrafts(PLACE, '[3]', false)).toBe(false);
  expect(keepDrafts(PLACE, 'x'.repeat(256 * 1024 + 1), false)).toBe(false);
});
