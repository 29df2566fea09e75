/** What the lifecycle reads and keeps has bounds; each is tried from both sides. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { MAX_OPERATIONS, type RanStep, readLedger, writeLedger } from './ledger';
import { readSqlFiles } from './migrations';
import { MAX_RENAMES, type Rename } from './renames';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const step: RanStep = { kind: 'create-table', does: 'x', reason: 'x', risk: 'safe', sql: 'x', ms: 1, outcome: 'done', output: '' };
const entry = (addonKey: string, steps: RanStep[] = []) => ({
  ...{ operation: 'install', addonKey, version: '1.0.0', organizationId: null, userId: null },
  ...{ durationMs: 1, outcome: 'done' as const, message: '', steps },
});

it('a hundred operations are kept of an addon, the oldest go, and none of another’s', async () => {
  await t.database.asOwner((session) => writeLedger(session, entry('other')));
  const kept = async (more: number) => {
    await t.database.asOwner(async (session) => {
      for (let n = 0; n < more; n += 1) await writeLedger(session, entry('busy'));
    });
    return (await readLedger(t.database, { addonKey: 'busy' })).length;
  };
  expect([await kept(MAX_OPERATIONS - 1), await kept(1), await kept(1)]).toEqual([99, 100, 100]);
  expect(await t.query(`select count(*)::int as n from metacore.lifecycle_operations where addon_key = 'busy'`)).toEqual([{ n: 100 }]);
  expect(await readLedger(t.database, { addonKey: 'other' })).toHaveLength(1);
});

it('a thousand steps are kept of an operation', async () => {
  const kept = async (count: number) => {
    await t.database.asOwner((session) =>
      writeLedger(
        session,
        entry(
          'long',
          Array.from({ length: count }, () => step),
        ),
      ),
    );
    return (await readLedger(t.database, { addonKey: 'long' }))[0]?.steps.length;
  };
  expect([await kept(1_000), await kept(1_001)]).toEqual([1_000, 1_000]);
});

it('two hundred SQL files run in one operation', async () => {
  const files = (count: number) => {
    const read = Object.fromEntries(Array.from({ length: count }, (_, n) => [`migrations/${String(n).padStart(4, '0')}.sql`, 'select 1']));
    return readSqlFiles(read, Object.keys(read), 'shop', new Set());
  };
  expect(await files(200)).toHaveLength(200);
  await expect(files(201)).rejects.toMatchObject({ code: 'migrations_too_many', details: { count: 201, limit: 200 } });
});

it('the last two hundred renames of an author are looked at', async () => {
  const model = (column: string) => {
    const columns: Column[] = [{ name: column, type: 'text' }];
    return manifestWith('moved', [{ key: 'Thing', table: 'things', columns, audit: false }]);
  };
  await t.install(model('before'));
  await t.query(`insert into addon_moved.things (organization_id, before) select id, 'kept' from public.organizations limit 1`);
  const rename = (from: string, to: string): Rename => ({ kind: 'column', table: 'things', from, to });
  const planned = async (later: number) => {
    const others = Array.from({ length: later }, (_, n) => rename(`x${String(n)}`, `y${String(n)}`));
    const { steps } = await t.kernel.plan({
      ...{ manifest: model('after'), manifestHash: 'x', organizationIds: [ORGANIZATIONS[0].id], locales: {}, development: true },
      renames: [rename('before', 'after'), ...others],
    });
    return steps.some(({ step: { kind } }) => kind === 'rename-column');
  };
  expect([await planned(MAX_RENAMES - 1), await planned(MAX_RENAMES)]).toEqual([true, false]);
});
