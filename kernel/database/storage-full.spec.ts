import { expect, it } from 'vitest';
import { KernelError } from '../errors';
import { SqlError } from './port';
import { openTestKernel, ticketsManifest } from '../testing/kernel';
import { isStorageFull, STORAGE_FULL_MESSAGES } from './storage-full';

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

it('is said in the language of whoever asked, with a status of its own', async () => {
  const t = await openTestKernel();
  try {
    await t.install(ticketsManifest());
    t.database.asTenant = () => Promise.reject(refused('could not extend file "base/5/16412": Success', 'XX000'));
    const told = async (language: string) => {
      const headers = { 'accept-language': language };
      const response = await t.kernel.fetch(
        new Request('http://kernel.test/data/tickets', { method: 'POST', body: '{"title":"A","requester_email":"a@b.test"}', headers }),
      );
      return [response.status, (await response.json()) as unknown];
    };
    const full = (message: string) => [507, { success: false, code: 'storage_full', message }];
    expect([await told('es-MX'), await told('fr')]).toEqual([full(STORAGE_FULL_MESSAGES.es), full(STORAGE_FULL_MESSAGES.en)]);
  } finally {
    await t.database.close();
  }
});
