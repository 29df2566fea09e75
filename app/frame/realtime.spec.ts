/** Two previews of one table, each on a port of its own, and one of another organization: a kernel, its ports, the runtime's client. */
import type { DataEvent } from '@asteby/metacore-sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../../kernel/database/core-rows';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel, ticketsManifest } from '../../kernel/testing/kernel';
import { servePort } from '../../workers/frame-port';
import { openPort, type PortLink } from './port';
import { createRealtime } from './realtime';

let t: TestKernel;
const ends: (() => void)[] = [];
beforeAll(async () => {
  t = await openTestKernel();
  for (const { id } of ORGANIZATIONS) await t.install(ticketsManifest(), { organizationId: id });
});
afterAll(async () => {
  for (const end of ends) end();
  await t.database.close();
});

/** A view as `principal` sees it. */
function view(principal: Principal): PortLink {
  const { port1, port2 } = new MessageChannel();
  const stop = servePort(port2, t.kernel, principal, () => Promise.resolve(null));
  const link = openPort(port1);
  ends.push(() => {
    stop();
    link.close();
    port2.close();
  });
  return link;
}

/** The next `count` events that `models` bring. */
function watching(link: PortLink, models: string[]) {
  const heard: DataEvent[] = [];
  let wake: () => void = () => undefined;
  const stop = createRealtime(link).subscribe({ models }, (event) => {
    heard.push(event);
    wake();
  });
  const reached = async (count: number): Promise<void> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { heard, reached, stop };
}

it('hear of what was done in the other one, and of nothing elsewhere', async () => {
  const [first, second, elsewhere] = [view(DEFAULT_PRINCIPAL), view(DEFAULT_PRINCIPAL), view(OTHER_PRINCIPAL)];
  const here = watching(first, ['tickets']);
  const there = watching(second, ['Ticket']);
  const comments = watching(second, ['ticket_comments']);
  const foreign = watching(elsewhere, ['*']);
  const ticket = { title: 'x', requester_email: 'a@b.test' };
  // A port keeps the order of its messages: what was asked before is subscribed to by now.
  for (const link of [second, elsewhere]) await link.request({ method: 'GET', url: '/permissions/me' });
  const created = await first.request({ method: 'POST', url: '/data/tickets', json: ticket });
  expect(created.status).toBe(201);
  const { data } = created.body as { data: { id: string } };
  await Promise.all([here.reached(1), there.reached(1)]);
  const changed = await second.request({ method: 'PUT', url: `/data/tickets/${data.id}`, json: { title: 'y', status: 'in_progress' } });
  expect(changed.status).toBe(200);
  await Promise.all([here.reached(2), there.reached(2)]);
  const event = (action: string, more: object = {}) => ({
    org_id: ORGANIZATIONS[0].id,
    addon: 'tickets',
    model: 'Ticket',
    table: 'tickets',
    action,
    id: data.id,
    actor_id: USERS[0].id,
    at: expect.any(String) as string,
    ...more,
  });
  const both = [event('created'), event('updated', { fields: ['title', 'status'] })];
  expect(here.heard).toEqual(both);
  expect(there.heard).toEqual(both);
  here.stop();
  await first.request({ method: 'DELETE', url: `/data/tickets/${data.id}` });
  await there.reached(3);
  await elsewhere.request({ method: 'POST', url: '/data/tickets', json: ticket });
  await foreign.reached(1);
  await Promise.all([first, second].map((link) => link.request({ method: 'GET', url: '/permissions/me' })));
  expect([here.heard.length, there.heard.length, comments.heard.length]).toEqual([2, 3, 0]);
  expect(foreign.heard.map(({ org_id }) => org_id)).toEqual([ORGANIZATIONS[1].id]);
});

it('are told to ask anew when more changed than they were told of', async () => {
  const link = view(DEFAULT_PRINCIPAL);
  const tickets = watching(link, ['tickets']);
  await link.request({ method: 'GET', url: '/permissions/me' });
  const id = '99999999-9999-4999-8999-999999999999';
  const payload = { addon: 'tickets', model: 'Ticket', table: 'tickets', action: 'updated', id, actor_id: null, at: 't' } as const;
  for (let index = 0; index < 201; index += 1)
    t.kernel.realtime.publish({ type: 'DATA_EVENT', payload: { org_id: ORGANIZATIONS[0].id, ...payload } });
  await tickets.reached(201);
  expect(tickets.heard[200]).toEqual({
    org_id: '',
    addon: 'tickets',
    model: 'Ticket',
    table: 'tickets',
    action: 'resync',
    id: '',
    at: expect.any(String) as string,
  });
});
