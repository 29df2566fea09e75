import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/port';
import { createKernel } from '../kernel';
import { openTestDatabase } from '../testing/kernel';
import { MAX_EXCHANGES, pruneExchanges } from './kept';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  await createKernel({ database });
});
afterAll(() => database.close());

async function keptOf(more: number): Promise<unknown> {
  const statement = `insert into metacore.exchanges
      (organization_id, addon_key, cause, name, method, url, headers, body, answered_by, rule, milliseconds, at)
    select gen_random_uuid(), 'a', 'tool', 'n', 'GET', 'https://a.test', '{}', '', 'mock', '', 1, now() from generate_series(1, $1)`;
  await database.asOwner((session) => session.run({ sql: statement, parameters: [more] }));
  await pruneExchanges(database);
  const { rows } = await database.asOwner((session) =>
    session.run({ sql: 'select count(*)::int as kept, min(seq)::int as oldest from metacore.exchanges', parameters: [] }),
  );
  return rows[0];
}

it('two thousand exchanges are kept, and the oldest go', async () => {
  expect([await keptOf(MAX_EXCHANGES), await keptOf(1)]).toEqual([
    { kept: 2_000, oldest: 1 },
    { kept: 2_000, oldest: 2 },
  ]);
});
