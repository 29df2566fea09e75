import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { LAB_LOCALES, labManifest } from '../testing/lab';
import { type Answer, openTestKernel, OTHER_PRINCIPAL, type TestKernel, ticketsManifest } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest());
  await t.install(labManifest(), { locales: LAB_LOCALES });
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const ADA = USERS[0];
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as string;
const NOBODY = '99999999-9999-4999-8999-999999999999';

const TICKET = { title: 'Printer on fire', requester_email: 'kim@example.com' };

const stored = (more: Record<string, unknown> = {}) => ({
  id: UUID,
  organization_id: ORG,
  title: 'Printer on fire',
  description: null,
  status: 'open',
  priority: 'normal',
  urgent: false,
  due_date: null,
  amount: null,
  requester_email: 'kim@example.com',
  assignee_id: null,
  assignee: null,
  created_at: INSTANT,
  updated_at: INSTANT,
  deleted_at: null,
  created_by_id: ADA.id,
  updated_by_id: ADA.id,
  deleted_by_id: null,
  ...more,
});

const idOf = (answer: Answer): string => (answer.body as { data: { id: string } }).data.id;
const failure = (message: string, more: Record<string, unknown> = {}) => ({ success: false, message, ...more });
const invalid = (errors: Record<string, unknown>) => ({ status: 422, body: failure('validation.failed', { errors }) });

const FAMILIES = [
  '/dynamic/tickets',
  '/data/tickets',
  '/data/tickets/me',
  '/api/dynamic/tickets',
  '/api/data/tickets',
  '/api/data/tickets/me',
];

describe.each(FAMILIES)('%s', (base) => {
  it('creates, reads, changes, lists and deletes a row', async () => {
    const created = await t.call('POST', base, { ...TICKET, assignee_id: ADA.id, amount: 12.5, due_date: '2026-12-24' });
    const row = stored({ assignee_id: ADA.id, assignee: { value: ADA.id, label: ADA.name }, amount: 12.5, due_date: '2026-12-24' });
    expect(created).toEqual({ status: 201, body: { success: true, data: row } });
    const path = `${base}/${idOf(created)}`;
    expect(await t.call('GET', path)).toEqual({ status: 200, body: { success: true, data: row } });
    const changed = { ...row, status: 'resolved', urgent: true };
    expect(await t.call('PUT', path, { status: 'resolved', urgent: true })).toEqual({
      status: 200,
      body: { success: true, data: changed },
    });
    const meta = { total: 1, page: 1, per_page: 15, last_page: 1, current_page: 1, from: 1, to: 1 };
    expect(await t.call('GET', base)).toEqual({ status: 200, body: { success: true, data: [changed], meta } });
    expect(await t.call('GET', `${base}/aggregate`)).toEqual({ status: 200, body: { success: true, data: {} } });
    expect(await t.call('GET', `${base}/facets?field=status`)).toEqual({
      status: 200,
      body: { success: true, data: [{ value: 'resolved', label: 'Resolved', count: 1 }], meta: { count: 1, field: 'status' } },
    });
    expect(await t.call('DELETE', path)).toEqual({ status: 200, body: { success: true } });
    expect(await t.call('GET', path)).toEqual({ status: 404, body: failure('record not found') });
    expect(await t.call('DELETE', path)).toEqual({ status: 404, body: failure('record not found') });
    expect(await t.call('PUT', path, { urgent: false })).toEqual({ status: 404, body: failure('record not found') });
    expect(await t.call('GET', base)).toEqual({
      status: 200,
      body: { success: true, data: [], meta: { ...meta, total: 0, from: 0, to: 0 } },
    });
  });
});

describe('models', () => {
  it('answer to table, key and addon.Model', async () => {
    for (const name of ['tickets', 'Ticket', 'tickets.Ticket', 'tickets.tickets'])
      expect(await t.call('GET', `/data/${name}`)).toMatchObject({ status: 200, body: { success: true } });
    for (const name of ['users', 'User', 'core.User'])
      expect(await t.call('GET', `/data/${name}?sortBy=name&order=asc&fields=name`)).toMatchObject({
        body: { data: [{ name: 'Ada Romero' }, { name: 'Bruno Díaz' }, { name: 'Carla Núñez' }] },
      });
  });

  it('that do not exist are 404, on every route', async () => {
    const unknown = { status: 404, body: failure('unknown model "nope"') };
    expect(await t.call('GET', '/data/nope')).toEqual(unknown);
    expect(await t.call('POST', '/data/nope', {})).toEqual(unknown);
    expect(await t.call('GET', `/data/nope/${NOBODY}`)).toEqual(unknown);
    expect(await t.call('PUT', `/data/nope/${NOBODY}`, {})).toEqual(unknown);
    expect(await t.call('DELETE', `/data/nope/${NOBODY}`)).toEqual(unknown);
    expect(await t.call('GET', '/data/nope/aggregate')).toEqual(unknown);
    expect(await t.call('GET', '/data/nope/facets?field=x')).toEqual(unknown);
    expect(await t.call('POST', '/data/nope/action/x')).toEqual(unknown);
    expect(await t.call('GET', '/options/nope?field=id')).toEqual(unknown);
    expect(await t.call('GET', '/search/nope')).toEqual(unknown);
    expect(await t.call('GET', '/metadata/table/nope')).toEqual(unknown);
    expect(await t.call('GET', '/metadata/modal/nope')).toEqual(unknown);
  });

  it('of the host are read only', async () => {
    const refused = { status: 403, body: failure('core models are read only', { code: 'access_denied', model: 'User' }) };
    expect(await t.call('POST', '/data/users', { name: 'x' })).toEqual(refused);
    expect(await t.call('PUT', `/data/users/${ADA.id}`, { name: 'x' })).toEqual(refused);
    expect(await t.call('DELETE', `/data/users/${ADA.id}`)).toEqual(refused);
    expect(await t.call('GET', `/data/users/${ADA.id}`)).toEqual({
      status: 200,
      body: {
        success: true,
        data: {
          id: ADA.id,
          organization_id: ORG,
          name: ADA.name,
          email: ADA.email,
          role: 'admin',
          created_at: INSTANT,
          updated_at: INSTANT,
        },
      },
    });
  });

  it('that are ledgers take rows and keep them', async () => {
    const created = await t.call('POST', '/data/entries', { amount: 3 });
    expect(created).toEqual({
      status: 201,
      body: { success: true, data: { id: UUID, organization_id: ORG, amount: 3, created_at: INSTANT, created_by_id: ADA.id } },
    });
    const refused = {
      status: 409,
      body: failure('Entry is append-only: its rows cannot be changed or deleted', { code: 'append_only' }),
    };
    expect(await t.call('PUT', `/data/entries/${idOf(created)}`, { amount: 4 })).toEqual(refused);
    expect(await t.call('DELETE', `/data/entries/${idOf(created)}`)).toEqual(refused);
  });

  it('without tombstones lose their rows', async () => {
    const created = await t.call('POST', '/data/bins', { label: 'blue' });
    expect(await t.call('DELETE', `/data/bins/${idOf(created)}`)).toEqual({ status: 200, body: { success: true } });
    expect(await t.query('select * from addon_lab.bins')).toEqual([]);
  });
});

describe('errors', () => {
  it('name a bad id', async () => {
    const bad = (id: string) => ({ status: 400, body: failure(`"${id}" is no uuid`) });
    expect(await t.call('GET', '/data/tickets/7')).toEqual(bad('7'));
    expect(await t.call('PUT', '/data/tickets/null', {})).toEqual(bad('null'));
    expect(await t.call('DELETE', '/data/tickets/undefined')).toEqual(bad('undefined'));
    expect(await t.call('GET', `/data/tickets/${'x'.repeat(500)}`)).toEqual(bad('x'.repeat(64)));
  });

  it('name a bad body', async () => {
    const body = async (text: string) => (await t.call('POST', '/data/tickets', text)) as { status: number; body: { message: string } };
    expect((await body('{')).body.message).toMatch(/^the body is no JSON: /);
    expect((await body('')).body.message).toMatch(/^the body is no JSON: /);
    expect(await body('[]')).toEqual({ status: 400, body: failure('the body must be a JSON object, not a list') });
    expect(await body('null')).toEqual({ status: 400, body: failure('the body must be a JSON object, not null') });
    expect(await body('"x"')).toEqual({ status: 400, body: failure('the body must be a JSON object, not a string') });
    expect(await body('7')).toEqual({ status: 400, body: failure('the body must be a JSON object, not a number') });
    const long = JSON.stringify({ title: 'x'.repeat(10 * 1024 * 1024) });
    expect(await body(long)).toEqual({ status: 413, body: failure('the body is longer than 10 MiB') });
  });

  it('of fields come all at once, by field', async () => {
    expect(await t.call('POST', '/data/tickets', { status: 'lost', amount: -1, due_date: '2026-02-30', assignee_id: 'x' })).toEqual(
      invalid({
        title: [{ code: 'required' }],
        requester_email: [{ code: 'required' }],
        status: [{ code: 'invalid_option' }],
        amount: [{ code: 'min', params: { min: 0 } }],
        due_date: [{ code: 'invalid_type' }],
        assignee_id: [{ code: 'uuid' }],
      }),
    );
    expect(await t.call('POST', '/data/tickets', { title: 'x'.repeat(201), requester_email: 'nobody' })).toEqual(
      invalid({ title: [{ code: 'max', params: { max: 200, kind: 'length' } }], requester_email: [{ code: 'regex' }] }),
    );
    expect(await t.query('select count(*)::int as count from addon_tickets.tickets where title like $1', ['x%'])).toEqual([{ count: 0 }]);
  });

  it('of references say that the row is not there', async () => {
    const comment = { ticket_id: NOBODY, body: 'hello' };
    expect(await t.call('POST', '/data/ticket_comments', comment)).toEqual(invalid({ ticket_id: [{ code: 'not_found' }] }));
    const sample = idOf(await t.call('POST', '/data/samples', { name: 's', ready: true }));
    expect(await t.call('POST', '/data/parts', { sample_id: sample, user_id: NOBODY })).toEqual(
      invalid({ user_id: [{ code: 'not_found' }] }),
    );
    // A user of the other organization is nobody here.
    expect(await t.call('POST', '/data/parts', { sample_id: sample, user_id: USERS[3].id })).toEqual(
      invalid({ user_id: [{ code: 'not_found' }] }),
    );
    expect(await t.call('POST', '/data/parts', { sample_id: sample, user_id: USERS[1].id })).toMatchObject({ status: 201 });
  });

  it('of a row that others point at are 409', async () => {
    const bin = idOf(await t.call('POST', '/data/bins', { label: 'pointed' }));
    await t.query('create table addon_lab.pointers (bin uuid references addon_lab.bins (id))');
    await t.query('insert into addon_lab.pointers values ($1)', [bin]);
    expect(await t.call('DELETE', `/data/bins/${bin}`)).toEqual({
      status: 409,
      body: failure('the record is still referenced from "pointers"'),
    });
    await t.query('drop table addon_lab.pointers');
    await t.call('DELETE', `/data/bins/${bin}`);
  });

  it('of unique indexes name the column', async () => {
    await t.call('POST', '/data/bins', { label: 'red' });
    const message = 'duplicate key value violates unique constraint "bins_label"';
    expect(await t.call('POST', '/data/bins', { label: 'red' })).toEqual(invalid({ label: [{ code: 'duplicate', message }] }));
  });

  it('of unknown routes and methods are JSON too', async () => {
    expect(await t.call('GET', '/nothing/here')).toEqual({ status: 404, body: failure('no route GET /nothing/here') });
    expect(await t.call('PATCH', '/data/tickets')).toEqual({ status: 404, body: failure('no route PATCH /data/tickets') });
    expect(await t.call('GET', '/')).toEqual({ status: 404, body: failure('no route GET /') });
  });

  it('repeat the id the caller gave the request', async () => {
    expect(await t.call('GET', '/data/nope', undefined, undefined, { 'x-request-id': 'r-1' })).toEqual({
      status: 404,
      body: failure('unknown model "nope"', { correlation_id: 'r-1' }),
    });
    expect(await t.call('GET', '/none', undefined, undefined, { 'x-correlation-id': 'c-1' })).toEqual({
      status: 404,
      body: failure('no route GET /none', { correlation_id: 'c-1' }),
    });
  });

  it('of a broken database are 500 with its code', async () => {
    for (const way of ['readAsTenant', 'asTenant'] as const) {
      const broken = vi.spyOn(t.database, way).mockRejectedValue(new Error('the engine fell over'));
      expect(await (way === 'asTenant' ? t.call('POST', '/data/tickets', TICKET) : t.call('GET', '/data/tickets'))).toEqual({
        status: 500,
        body: failure('the engine fell over', { code: 'internal_error' }),
      });
      broken.mockRestore();
    }
  });
});

describe('statements', () => {
  it('are at most six a request', async () => {
    const id = idOf(await t.call('POST', '/data/tickets', TICKET));
    const count = async (method: string, path: string, body?: unknown) => {
      let status = 0;
      const statements = await t.statementsOf(async () => (status = (await t.call(method, path, body)).status));
      return [status, statements.length];
    };
    // Reads are who asks, what is asked, and how many there are; writes begin and commit.
    expect(await count('GET', `/data/tickets/${id}`)).toEqual([200, 2]);
    expect(await count('POST', '/data/tickets', { ...TICKET, assignee_id: ADA.id })).toEqual([201, 6]);
    expect(await count('POST', '/data/ticket_comments', { ticket_id: id, body: 'x' })).toEqual([201, 6]);
    expect(await count('PUT', `/data/tickets/${id}`, { title: 'y' })).toEqual([200, 6]);
    expect(await count('GET', '/data/tickets?per_page=50')).toEqual([200, 3]);
    expect(await count('GET', '/data/tickets?per_page=50&page=2')).toEqual([200, 2]);
    expect(await count('GET', '/data/tickets?count=0')).toEqual([200, 2]);
    expect(await count('DELETE', `/data/tickets/${id}`)).toEqual([200, 5]);
    expect(await count('POST', '/data/tickets', {})).toEqual([422, 0]);
    expect(await count('GET', '/metadata/all')).toEqual([200, 0]);
  });
});

describe('actions', () => {
  const escalation = { reason: 'The roof is on fire', level: 'third', notify_requester: true };
  let open: string;
  beforeAll(async () => {
    open = idOf(await t.call('POST', '/data/tickets', TICKET));
  });

  it('that call a webhook leave the call in the outbox', async () => {
    await t.query('delete from metacore.exchanges');
    const answer = {
      status: 200,
      body: {
        success: true,
        data: { delivered_to: 'mock outbox' },
        meta: { model: 'Ticket', action: 'escalate', trigger_type: 'webhook' },
      },
    };
    for (const path of [
      `/data/tickets/me/${open}/action/escalate`,
      `/data/tickets/${open}/action/escalate`,
      `/dynamic/tickets/${open}/actions/escalate`,
      `/api/models/Ticket/${open}/actions/escalate`,
    ])
      expect(await t.call('POST', path, escalation)).toEqual(answer);
    const outbox = await t.query('select organization_id, addon_key, name as event, method, url, response_status from metacore.exchanges');
    const delivery = {
      organization_id: ORG,
      addon_key: 'tickets',
      event: 'Ticket::escalate',
      method: 'POST',
      url: 'https://helpdesk.example.com/hooks/tickets/escalate',
      response_status: 200,
    };
    expect(outbox).toEqual([delivery, delivery, delivery, delivery]);
  });

  it('refuse a wrong payload, by field', async () => {
    expect(await t.call('POST', `/data/tickets/${open}/action/escalate`, { reason: '', level: 'ninth' })).toEqual(
      invalid({ reason: [{ code: 'required' }], level: [{ code: 'invalid_option' }] }),
    );
    expect(await t.call('POST', `/data/tickets/${open}/action/escalate`, [])).toEqual({
      status: 400,
      body: failure('the body must be a JSON object, not a list'),
    });
  });

  it('wait for the state they need', async () => {
    expect(await t.call('POST', `/data/tickets/${open}/action/ask_feedback`)).toEqual({
      status: 409,
      body: failure('action "ask_feedback" needs the state resolved; the record is open'),
    });
    await t.call('PUT', `/data/tickets/${open}`, { status: 'resolved' });
    expect(await t.call('POST', `/data/tickets/${open}/action/ask_feedback`, {})).toEqual({
      status: 200,
      body: {
        success: true,
        data: { delivered_to: 'mock outbox' },
        meta: { model: 'Ticket', action: 'ask_feedback', trigger_type: 'webhook' },
      },
    });
  });

  it('that nobody declared, or on rows that are not there, are 404', async () => {
    expect(await t.call('POST', `/data/tickets/${open}/action/nope`)).toEqual({ status: 404, body: failure('unknown action "nope"') });
    expect(await t.call('POST', `/data/tickets/${NOBODY}/action/escalate`, escalation)).toEqual({
      status: 404,
      body: failure('record not found'),
    });
    expect(await t.call('POST', `/data/users/${ADA.id}/action/escalate`)).toEqual({
      status: 404,
      body: failure('unknown action "escalate"'),
    });
  });
});

describe('events', () => {
  it('tell of committed changes only, and name rows, never values', async () => {
    const events: unknown[] = [];
    const stop = t.kernel.subscribe((event) => events.push(event));
    const id = idOf(await t.call('POST', '/data/tickets', TICKET));
    await t.call('PUT', `/data/tickets/${id}`, { title: 'z' });
    await t.call('PUT', `/data/tickets/${id}`, { title: '' });
    await t.call('POST', '/data/tickets', {});
    await t.call('POST', '/data/ticket_comments', { ticket_id: NOBODY, body: 'x' });
    await t.call('DELETE', `/data/tickets/${id}`);
    stop();
    await t.call('POST', '/data/tickets', TICKET);
    const event = (action: string, more: object = {}) => ({
      type: 'DATA_EVENT',
      payload: { org_id: ORG, addon: 'tickets', model: 'Ticket', table: 'tickets', action, id, actor_id: ADA.id, at: INSTANT, ...more },
    });
    expect(events).toEqual([event('created'), event('updated', { fields: ['title'] }), event('deleted')]);
  });

  it('of a listener that fails change no answer', async () => {
    const stop = t.kernel.subscribe(() => {
      throw new Error('deaf');
    });
    expect(await t.call('POST', '/data/tickets', TICKET)).toMatchObject({ status: 201 });
    stop();
  });

  it('say that a manifest changed, with a new hash each time', async () => {
    const events: unknown[] = [];
    const stop = t.kernel.subscribe((event) => events.push(event));
    const manifest = { ...labManifest(), metadata: { ...labManifest().metadata, version: '1.0.1' } };
    const { oldHashes, newHash } = await t.install(manifest, { locales: LAB_LOCALES });
    const oldHash = oldHashes[ORG] ?? '';
    await t.install(manifest, { locales: LAB_LOCALES });
    stop();
    const changed = (from: string, to: unknown) => ({
      type: 'ADDON_MANIFEST_CHANGED',
      payload: { orgId: ORG, addonKey: 'lab', oldHash: from, newHash: to, version: '1.0.1', timestamp: INSTANT },
    });
    // The second install may have brought other code under the same manifest.
    const again = expect.stringMatching(`^${newHash}#\\d+$`) as string;
    expect(events).toEqual([changed(oldHash, newHash), changed(newHash, again)]);
    expect(oldHash).not.toBe(newHash);
  });
});

describe('the second organization', () => {
  const as = (method: string, path: string, body?: unknown) => t.call(method, path, body, OTHER_PRINCIPAL);

  it('does not know an addon it did not install', async () => {
    expect(await as('GET', '/data/bins')).toEqual({ status: 404, body: failure('unknown model "bins"') });
    expect(await as('GET', '/metadata/all')).toEqual({
      status: 200,
      body: { success: true, data: { version: '', tables: {}, modals: {} } },
    });
  });

  it('sees and touches nothing of the first, and says who it is in nothing it sends', async () => {
    await t.install(ticketsManifest(), { organizationId: OTHER_PRINCIPAL.organizationId });
    const mine = idOf(await t.call('POST', '/data/tickets', TICKET));
    expect(await as('GET', '/data/tickets')).toMatchObject({ body: { data: [], meta: { total: 0 } } });
    for (const [method, body] of [['GET'], ['PUT', { title: 'stolen' }], ['DELETE']] as const)
      expect(await as(method, `/data/tickets/${mine}`, body)).toEqual({ status: 404, body: failure('record not found') });
    expect(await as('GET', `/options/tickets?field=id&ids=${mine}`)).toMatchObject({ body: { data: [] } });
    expect(await as('GET', '/search/tickets?q=printer')).toMatchObject({ body: { data: [] } });
    expect(await as('GET', '/data/tickets/facets?field=status')).toMatchObject({ body: { data: [] } });
    expect(await as('POST', `/data/tickets/${mine}/action/escalate`, { reason: 'x', level: 'third' })).toMatchObject({ status: 404 });
    // A foreign key is checked by PostgreSQL without row-level security; the kernel looks at the tenant as well.
    expect(await as('POST', '/data/ticket_comments', { ticket_id: mine, body: 'x' })).toEqual(
      invalid({ ticket_id: [{ code: 'not_found' }] }),
    );
    const theirs = await as('POST', '/data/tickets', {
      ...TICKET,
      organization_id: ORG,
      created_by_id: ADA.id,
      deleted_at: '2026-01-01',
      created_at: '2000-01-01',
    });
    expect(theirs).toEqual({
      status: 201,
      body: {
        success: true,
        data: stored({
          organization_id: OTHER_PRINCIPAL.organizationId,
          created_by_id: OTHER_PRINCIPAL.userId,
          updated_by_id: OTHER_PRINCIPAL.userId,
        }),
      },
    });
    expect(await as('PUT', `/data/tickets/${idOf(theirs)}`, { organization_id: ORG, id: mine })).toMatchObject({
      status: 200,
      body: { data: { id: idOf(theirs), organization_id: OTHER_PRINCIPAL.organizationId } },
    });
    expect(await t.call('GET', `/data/tickets/${idOf(theirs)}`)).toMatchObject({ status: 404 });
    expect(await t.call('GET', `/data/tickets/${mine}`)).toMatchObject({ body: { data: { title: TICKET.title } } });
  });

  it('is kept apart by row-level security alone', async () => {
    const { organizationId, userId } = OTHER_PRINCIPAL;
    const rows = await t.database.asTenant({ organizationId, userId }, async (session) => {
      const read = await session.run({ sql: 'select distinct organization_id from addon_tickets.tickets', parameters: [] });
      const write = await session.run({
        sql: `update addon_tickets.tickets set title = 'stolen' where organization_id = $1`,
        parameters: [ORG],
      });
      return [read.rows, write.affected];
    });
    expect(rows).toEqual([[{ organization_id: organizationId }], 0]);
    const smuggle = t.database.asTenant({ organizationId, userId }, (session) =>
      session.run({
        sql: `insert into addon_tickets.tickets (organization_id, title, requester_email) values ($1, 'x', 'y')`,
        parameters: [ORG],
      }),
    );
    await expect(smuggle).rejects.toMatchObject({ fault: { sqlState: '42501' } });
    const nobody = await t.database.asTenant({ organizationId: '', userId: '' }, (session) =>
      session.run({ sql: 'select * from addon_tickets.tickets', parameters: [] }),
    );
    expect(nobody.rows).toEqual([]);
  });
});
