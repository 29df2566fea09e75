import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../clock';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel, ticketsManifest } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createLog, type LogEntry, MAX_LOG_ENTRIES } from './log';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest());
});
afterAll(() => t.database.close());

const lines = async (after: number, as = DEFAULT_PRINCIPAL): Promise<LogEntry[]> => {
  const { body } = await t.call('GET', `/playground/log?after=${String(after)}`, undefined, as);
  return (body as { data: LogEntry[] }).data;
};

it('has a line for each request while traces are kept, none for looking, and each organization its own', async () => {
  await t.call('GET', '/data/tickets');
  expect(await lines(0)).toEqual([]);
  t.kernel.trace(true);
  await t.call('GET', '/data/tickets');
  await t.call('GET', '/data/nothing');
  const [list, missing, ...more] = await lines(0);
  expect(list).toMatchObject({ seq: 1, source: 'request', level: 'info' });
  expect(list?.text).toMatch(/^GET \/data\/tickets 200 [\d.]+ ms Ada Romero$/);
  expect(missing).toMatchObject({ seq: 2, level: 'warning' });
  expect(more).toEqual([]);
  expect(await lines(2)).toEqual([]);
  expect(await lines(0, OTHER_PRINCIPAL)).toEqual([]);
});

it('forgets the oldest lines and counts on', () => {
  const log = createLog(SYSTEM_CLOCK);
  for (let count = 0; count <= MAX_LOG_ENTRIES; count += 1) log.add({ organizationId: null, level: 'info', source: 'kernel', text: 'a' });
  const kept = log.after(0, 'anybody');
  expect([kept.length, kept.at(-1)?.seq]).toEqual([MAX_LOG_ENTRIES * 0.75 + 1, MAX_LOG_ENTRIES + 1]);
});
