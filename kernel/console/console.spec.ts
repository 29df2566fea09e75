import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel, ticketsManifest } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { ConsoleTable } from './tables';
import { type ExplainAnswer, MAX_CONSOLE_ROWS, MAX_SQL_CHARS, type QueryAnswer } from './query';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ isAuthors: true });
  const organizationIds = [DEFAULT_PRINCIPAL.organizationId, OTHER_PRINCIPAL.organizationId];
  await t.install(ticketsManifest(), { organizationIds });
  await t.call('POST', '/data/tickets', { title: 'Ours', requester_email: 'kim@example.com' });
  await t.call('POST', '/data/tickets', { title: 'Theirs', requester_email: 'tom@example.com' }, OTHER_PRINCIPAL);
});
afterAll(() => t.database.close());

const ask = async <T>(body: unknown, as = DEFAULT_PRINCIPAL): Promise<T> => {
  const answer = await t.call('POST', '/playground/sql', body, as);
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as { data: T }).data;
};

const TITLES = 'select title from addon_tickets.tickets order by title';

it('lists the tables of addons first, with their columns as PostgreSQL has them', async () => {
  const { body } = await t.call('GET', '/playground/sql');
  const tables = (body as { data: ConsoleTable[] }).data;
  expect(tables[0]).toMatchObject({ schema: 'addon_tickets', kind: 'table' });
  const tickets = tables.find(({ name }) => name === 'tickets');
  expect(tickets?.columns).toContainEqual({ name: 'id', type: 'uuid', isRequired: true, isKey: true });
  expect(tickets?.columns).toContainEqual({ name: 'assignee_id', type: 'uuid', isRequired: false, isKey: false });
  expect(tables.map(({ schema }) => schema)).not.toContain('pg_catalog');
});

describe('a statement', () => {
  it('of the owner reads the rows of every organization, of the role those of the one who asks', async () => {
    expect((await ask<QueryAnswer>({ sql: TITLES })).rows).toEqual([['Ours'], ['Theirs']]);
    expect((await ask<QueryAnswer>({ sql: TITLES, as: 'role' })).rows).toEqual([['Ours']]);
    expect((await ask<QueryAnswer>({ sql: TITLES, as: 'role' }, OTHER_PRINCIPAL)).rows).toEqual([['Theirs']]);
  });

  it('answers no more rows than were asked for, and says that there are more', async () => {
    const answer = await ask<QueryAnswer>({ sql: 'select n from generate_series(1, 20) as n;', limit: 3 });
    expect(answer).toMatchObject({ kind: 'read', rows: [['1'], ['2'], ['3']], truncated: true, columns: [{ name: 'n', type: 23 }] });
  });

  it('is so long, and answers so many rows, and no more', async () => {
    const status = async (body: object) => (await t.call('POST', '/playground/sql', body)).status;
    const long = (chars: number) => 'select 1 --'.padEnd(chars, '-');
    expect([await status({ sql: long(MAX_SQL_CHARS) }), await status({ sql: long(MAX_SQL_CHARS + 1) })]).toEqual([200, 422]);
    const many = { sql: 'select n from generate_series(1, 10001) as n' };
    expect((await ask<QueryAnswer>({ ...many, limit: MAX_CONSOLE_ROWS })).rows).toHaveLength(10_000);
    expect(await status({ ...many, limit: MAX_CONSOLE_ROWS + 1 })).toBe(400);
  });

  it('keeps columns of one name apart', async () => {
    const answer = await ask<QueryAnswer>({ sql: 'select 1 as a, 2 as a, null as b' });
    expect(answer).toMatchObject({ rows: [['1', '2', null]], truncated: false });
    expect(answer.columns).toHaveLength(3);
  });

  it('that writes is noted in the journal as whoever asked', async () => {
    const answer = await ask<QueryAnswer>({
      sql: `update addon_tickets.tickets set title = 'Mine' where title = 'Ours' returning title`,
      as: 'role',
    });
    expect(answer).toMatchObject({ kind: 'write', affected: 1, rows: [['Mine']] });
    const [newest] = (await t.kernel.operations({ organizationId: DEFAULT_PRINCIPAL.organizationId })).operations;
    expect(newest).toMatchObject({ name: 'POST /playground/sql', userId: DEFAULT_PRINCIPAL.userId });
    await ask({ sql: `update addon_tickets.tickets set title = 'Ours' where title = 'Mine'` });
  });

  it('of the role writes no row of another organization', async () => {
    const answer = await ask<QueryAnswer>({ sql: `delete from addon_tickets.tickets where title = 'Theirs'`, as: 'role' });
    expect(answer.affected).toBe(0);
  });

  it.each([
    ['select 1; select 2', 'one statement at a time is run'],
    [
      'drop table addon_tickets.tickets',
      'Drop is not run by hand: the manifest and its migrations make tables, the kernel keeps transactions',
    ],
    ['commit', 'Transaction is not run by hand: the manifest and its migrations make tables, the kernel keeps transactions'],
    ["copy addon_tickets.tickets from program 'true'", /^Copy is not run by hand/],
    ["select set_config('role', 'postgres', true)", 'set_config() is not run by hand'],
    ["update pg_catalog.pg_settings set setting = 'postgres' where name = 'role'", 'a write to pg_settings is not run by hand'],
    ['with a as (update pg_settings set setting = 1 returning 1) select * from a', 'a write to pg_settings is not run by hand'],
    ['select pg_sleep(10)', 'pg_sleep() is not run by hand'],
    ['select pg_catalog.pg_advisory_lock(1)', 'pg_advisory_lock() is not run by hand'],
    ['select title into stolen from addon_tickets.tickets', 'SELECT INTO is not run by hand'],
  ])('%s is refused unrun', async (sql, message) => {
    const sent = await t.statementsOf(async () => {
      const { status, body } = await t.call('POST', '/playground/sql', { sql });
      expect([status, (body as { code: string }).code]).toEqual([422, 'sql_refused']);
      expect((body as { message: string }).message).toMatch(message);
    });
    expect(sent).toEqual([]);
  });

  it('that cannot be read is told with its place, and one that PostgreSQL refuses with its words', async () => {
    expect(await t.call('POST', '/playground/sql', { sql: 'selec 1' })).toMatchObject({
      status: 422,
      body: { code: 'sql_syntax', offset: 0 },
    });
    expect(await t.call('POST', '/playground/sql', { sql: 'select titel from addon_tickets.tickets' })).toMatchObject({
      status: 422,
      body: { code: 'sql_error', sql_state: '42703', message: 'column "titel" does not exist' },
    });
  });
});

describe('a plan', () => {
  it('is a tree of what PostgreSQL would do', async () => {
    const answer = await ask<ExplainAnswer>({ sql: `${TITLES};`, explain: 'plan' });
    expect(answer.plan).toMatchObject({ type: 'Sort', actual: null, details: [{ name: 'Sort Key', text: 'title' }] });
    expect(answer.plan.children[0]).toMatchObject({ type: 'Seq Scan', on: 'tickets' });
  });

  it('that is measured takes back what the statement wrote', async () => {
    const answer = await ask<ExplainAnswer>({ sql: 'delete from addon_tickets.tickets', explain: 'analyze' });
    expect(answer.plan.children[0]?.actual?.rows).toBe(2);
    expect(answer.executionMs).toBeGreaterThan(0);
    expect((await ask<QueryAnswer>({ sql: TITLES })).rows).toHaveLength(2);
  });
});

it('is nobody’s where the kernel serves several', async () => {
  const served = await openTestKernel();
  expect(await served.call('POST', '/playground/sql', { sql: 'select 1' })).toMatchObject({ status: 403, body: { code: 'author_only' } });
  expect(await served.call('GET', '/playground/sql')).toMatchObject({ status: 403 });
  await served.database.close();
});
