import { expect, it } from 'vitest';
import { KernelError } from '../errors';
import { SqlError } from './port';
import { isStorageFull } from './storage-full';

const refused = (message: string, sqlState: string): SqlError => new SqlError(message, { sqlState }, null);

it.each([
  refused('could not extend file "base/5/16412": wrote only 4096 of 8192 bytes at block 0', '53100'),
  refused('could not extend file "base/5/16412": Success', 'XX000'),
  refused('could not write to file "pg_xact/0000": No space left on device', '53100'),
  new DOMException('full', 'QuotaExceededError'),
  new KernelError('outcome_unknown', 'lost', { cause: new DOMException('full', 'QuotaExceededError') }),
])('a place without room is known by what failed: %s', (error) => {
  expect(isStorageFull(error)).toBe(true);
});

it.each([
  refused('could not read block 0 in file "base/5/16412"', 'XX001'),
  refused('division by zero', '22012'),
  new Error('full'),
  null,
  'full',
])('nothing else is taken for it: %s', (error) => {
  expect(isStorageFull(error)).toBe(false);
});
