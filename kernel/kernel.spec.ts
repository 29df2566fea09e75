import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from './database/core-rows';
import { createKernel } from './kernel';
import { hashOf, openTestKernel, OTHER_PRINCIPAL, type TestKernel, ticketsManifest } from './testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

describe('inspect', () => {
  it('is what is installed, and nothing after a reset', async () => {
    expect(t.kernel.inspect()).toEqual({ addons: [], traces: [], setAside: [], switchedOff: [] });
    const manifest = ticketsManifest();
    await t.install(manifest);
    await t.install(manifest, { organizationId: OTHER_PRINCIPAL.organizationId });
    const addon = (organizationId: string) => ({
      key: 'tickets',
      version: '1.0.0',
      organizationId,
      manifestHash: hashOf(manifest),
      rolledBackFrom: null,
      models: [
        { key: 'Ticket', table: 'tickets', schema: 'addon_tickets' },
        { key: 'Comment', table: 'ticket_comments', schema: 'addon_tickets' },
      ],
    });
    expect(t.kernel.inspect()).toEqual({
      addons: [addon(ORGANIZATIONS[0].id), addon(ORGANIZATIONS[1].id)],
      traces: [],
      setAside: [],
      switchedOff: [],
    });
    // A kernel that opens the same database later finds the same.
    expect((await createKernel({ database: t.database })).inspect()).toEqual(t.kernel.inspect());
    await t.kernel.reset('tickets');
    expect(t.kernel.inspect()).toEqual({ addons: [], traces: [], setAside: [], switchedOff: [] });
    expect(await t.query(`select 1 from pg_namespace where nspname = 'addon_tickets'`)).toEqual([]);
    expect(await t.query('select 1 from metacore.addon_schemas')).toEqual([]);
  });
});

describe('fetch', () => {
  it('looks at the first language of the header only when it is a tag', async () => {
    await t.install(ticketsManifest());
    const view = async (language?: string) => {
      const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language };
      const { body } = await t.call('GET', '/metadata/table/tickets', undefined, undefined, headers);
      return (body as { data: { actions: { label: string }[] } }).data.actions[0]?.label;
    };
    expect(
      await Promise.all([view('es'), view('es-MX,en;q=0.5'), view('es;q=0.1'), view('en, es'), view('../es'), view('*'), view()]),
    ).toEqual(['Ver', 'Ver', 'Ver', 'View', 'View', 'View', 'View']);
  });

  it('sends the organization in every statement on rows, beside row-level security', async () => {
    const statements = await t.statementsOf(async () => {
      await t.call('GET', '/data/ticket_comments?search=x&count=0');
      await t.call('GET', '/data/tickets/99999999-9999-4999-8999-999999999999');
      await t.call('PUT', '/data/tickets/99999999-9999-4999-8999-999999999999', {});
      await t.call('DELETE', '/data/tickets/99999999-9999-4999-8999-999999999999');
      await t.call('GET', '/data/tickets/facets?field=status');
      await t.call('GET', '/options/tickets?field=id');
    });
    const onRows = statements.filter((statement) => statement.includes('"addon_tickets"'));
    expect(onRows).toHaveLength(6);
    for (const statement of onRows) expect(statement).toMatch(/"t"\."organization_id" = \$\d+ and "t"\."deleted_at" is null/);
  });
});

describe('subscribe', () => {
  it('reports what a listener throws and goes on to the next', async () => {
    const errors: unknown[] = [];
    const kernel = await createKernel({ database: t.database, reportError: (error) => errors.push(error) });
    const deaf = new Error('deaf');
    const heard: string[] = [];
    kernel.subscribe(() => {
      throw deaf;
    });
    kernel.subscribe((event) => heard.push(event.type));
    const body = JSON.stringify({ title: 'x', requester_email: 'a@b' });
    const response = await kernel.fetch(new Request('http://kernel.test/data/tickets', { method: 'POST', body }));
    expect([response.status, errors, heard]).toEqual([201, [deaf], ['DATA_EVENT']]);
  });
});
