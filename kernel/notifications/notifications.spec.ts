/** Whom the rules of an addon tell, of what, in whose words; and the inbox of each (NOTIFY). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { NotificationEvent } from '../operation/realtime-message';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { type Answer, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const [ADA, BRUNO, CARLA] = USERS;
const person = (user: (typeof USERS)[number]): Principal => ({
  ...DEFAULT_PRINCIPAL,
  userId: user.id,
  name: user.name,
  email: user.email,
  roles: [user.role],
  isAdmin: user.role === 'admin',
});
const people = { ada: DEFAULT_PRINCIPAL, bruno: person(BRUNO), carla: person(CARLA), dana: OTHER_PRINCIPAL };
type Name = keyof typeof people;

let t: TestKernel;

interface Told {
  id: string;
  title: string;
  message: string;
  type: string;
  link?: string;
  is_read: boolean;
  metadata: { rule: string };
}

const dataOf = ({ body }: Answer): unknown => (body as { data: unknown }).data;
const inbox = async (name: Name, query = '', headers = {}): Promise<Told[]> =>
  dataOf(await t.call('GET', `/data/notifications/me${query}`, undefined, people[name], headers)) as Told[];
const rulesOf = async (name: Name): Promise<string[]> => (await inbox(name)).map(({ metadata }) => metadata.rule);
const everybody = async (): Promise<Record<Name, string[]>> => ({
  ada: await rulesOf('ada'),
  bruno: await rulesOf('bruno'),
  carla: await rulesOf('carla'),
  dana: await rulesOf('dana'),
});
async function made(body: object, as: Principal = DEFAULT_PRINCIPAL): Promise<string> {
  const answer = await t.call('POST', '/data/cases', body, as);
  expect(answer).toMatchObject({ status: 201 });
  return (dataOf(answer) as { id: string }).id;
}
const put = (id: string, body: object, as: Principal = DEFAULT_PRINCIPAL) => t.call('PUT', `/data/cases/${id}`, body, as);

const CASES = [
  {
    key: 'Case',
    table: 'cases',
    columns: [
      { name: 'organization_id', type: 'uuid' as const },
      { name: 'title', type: 'text' as const },
      { name: 'status', type: 'text' as const },
      { name: 'urgent', type: 'boolean' as const },
      { name: 'amount', type: 'numeric' as const },
      { name: 'agent_id', type: 'uuid' as const },
    ],
  },
];

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('desk', CASES, {
      i18n: { default_locale: 'en', bundles: [] },
      rbac: { roles: [{ key: 'agent', label: 'Agent', permissions: ['cases.*', 'cases.create', 'cases.update', 'cases.index'] }] },
      contributions: {
        notifications: [
          {
            key: 'opened',
            on: 'desk.Case.created',
            title: 'desk.opened',
            body: '{{after.title}}: {{after.amount}}',
            link: '/m/cases/{{id}}',
          },
          {
            key: 'urgent',
            on: 'desk.cases.created',
            title: 'Urgent',
            severity: 'error',
            to: { type: 'roles', roles: ['agent'] },
            when: { 'after.urgent': 'true', 'after.status': ['open', 'new'] },
          },
          { key: 'others', on: 'desk.Case.created', title: 'For the others', exclude_actor: true, when: { 'after.status': 'quiet' } },
          { key: 'yours', on: 'desk.Case.updated', title: 'Yours', to: { type: 'field', path: 'after.agent_id' } },
          {
            key: 'closed',
            on: 'desk.Case.updated',
            title: 'Closed',
            severity: 'success',
            to: { type: 'actor' },
            entered: { field: 'status', values: ['done', 'closed'] },
          },
          { key: 'gone', on: 'desk.Case.deleted', title: '{{before.title}} is gone', link: 'javascript:alert(1)', to: { type: 'actor' } },
        ],
        rules: [
          { key: 'dear', model: 'Case', when: 'amount > 100', then: { kind: 'notify', message: 'Dear', notify_roles: ['viewer'] } },
          { key: 'flagged', model: 'Case', when: 'amount > 100', then: { kind: 'flag', message: 'Flagged' } },
        ],
      },
    }),
    {
      organizationIds: ORGANIZATIONS.map(({ id }) => id),
      locales: { en: { 'desk.opened': 'A case: {{after.title}}' }, es: { 'desk.opened': 'Un caso: {{after.title}} ({{after.status}})' } },
    },
  );
});
beforeEach(() => t.query('delete from metacore.notifications'));
afterAll(() => t.database.close());

describe('a rule', () => {
  it('tells everybody of the organization and nobody of another one, in the words of whoever reads', async () => {
    const id = await made({ title: 'Leak <b>', status: 'new', amount: '7.50' });
    expect(await everybody()).toEqual({ ada: ['opened'], bruno: ['opened'], carla: ['opened'], dana: [] });
    const [told] = await inbox('bruno');
    expect(told).toMatchObject({
      title: 'A case: Leak <b>',
      message: 'Leak <b>: 7.5',
      type: 'info',
      link: `/m/cases/${id}`,
      is_read: false,
    });
    const [spanish] = await inbox('bruno', '', { 'accept-language': 'es-MX' });
    expect(spanish?.title).toBe('Un caso: Leak <b> (new)');
  });

  it('tells roles when each of its conditions is one of its texts', async () => {
    await made({ title: 'a', status: 'open', urgent: true });
    expect((await everybody()).bruno).toEqual(['urgent', 'opened']);
    expect((await inbox('bruno')).map(({ type }) => type)).toEqual(['error', 'info']);
    await t.query('delete from metacore.notifications');
    await made({ title: 'a', status: 'done', urgent: true });
    await made({ title: 'a', status: 'open', urgent: false });
    await made({ title: 'a', status: 'open' });
    expect((await everybody()).bruno).not.toContain('urgent');
  });

  it('leaves out whoever caused it where it says so', async () => {
    await made({ title: 'a', status: 'quiet' });
    expect(await everybody()).toMatchObject({ ada: ['opened'], bruno: ['others', 'opened'], carla: ['others', 'opened'] });
  });

  it('tells whom a field names, if he is of the organization', async () => {
    const id = await made({ title: 'a' });
    await t.query('delete from metacore.notifications');
    await put(id, { agent_id: CARLA.id });
    expect(await everybody()).toEqual({ ada: [], bruno: [], carla: ['yours'], dana: [] });
    await t.query('delete from metacore.notifications');
    await put(id, { agent_id: USERS[3].id });
    await put(id, { agent_id: null, title: 'b' });
    expect(await everybody()).toEqual({ ada: [], bruno: [], carla: [], dana: [] });
  });

  it('tells of a value that was entered, and not of one that stays or is left', async () => {
    const id = await made({ title: 'a', status: 'new' });
    await t.query('delete from metacore.notifications');
    await put(id, { status: 'done' });
    expect(await everybody()).toMatchObject({ ada: ['closed'], bruno: [] });
    await put(id, { title: 'b' });
    await put(id, { status: 'new' });
    expect(await rulesOf('ada')).toEqual(['closed']);
    await put(id, { status: 'closed' });
    await put(id, { status: 'done' });
    expect(await rulesOf('ada')).toEqual(['closed', 'closed', 'closed']);
  });

  it('opens no address that is none of a page', async () => {
    const id = await made({ title: 'a' });
    await t.call('DELETE', `/data/cases/${id}`);
    const [told] = await inbox('ada');
    expect(told).toMatchObject({ title: 'a is gone', metadata: { rule: 'gone' } });
    expect(told).not.toHaveProperty('link');
  });

  it('of records tells the roles it names, and none of those it only flags', async () => {
    await made({ title: 'a', amount: 101 });
    expect((await everybody()).carla).toEqual(['dear', 'opened']);
    await made({ title: 'a', amount: 100 });
    expect((await rulesOf('carla')).filter((rule) => rule === 'dear')).toHaveLength(1);
  });

  it('of another addon’s events tells nobody without event:subscribe', async () => {
    const spy = (capabilities: { kind: 'event:subscribe'; target: string }[]) =>
      t.install(
        manifestWith('spy', [{ key: 'Note', table: 'spy_notes', columns: [{ name: 'text', type: 'text' }] }], {
          capabilities,
          contributions: { notifications: [{ key: 'seen', on: 'desk.Case.created', title: '{{after.title}}' }] },
        }),
      );
    await spy([]);
    await made({ title: 'secret' });
    expect(await rulesOf('carla')).toEqual(['opened']);
    await spy([{ kind: 'event:subscribe', target: 'desk.*' }]);
    await made({ title: 'open' });
    expect((await rulesOf('carla')).filter((rule) => rule === 'seen')).toHaveLength(1);
    await t.kernel.reset('spy');
    expect(await rulesOf('carla')).not.toContain('seen');
  });

  it('tells of nothing that was rolled back', async () => {
    expect((await t.call('POST', '/data/cases', { title: 'a', amount: 'much' })).status).toBe(422);
    expect(await rulesOf('ada')).toEqual([]);
  });
});

describe('an inbox', () => {
  it('is its owner’s: read one by one or all at once, and counted', async () => {
    for (const title of ['a', 'b', 'c']) await made({ title });
    const [newest, second] = await inbox('bruno');
    expect([newest?.message, second?.message]).toEqual(['c: ', 'b: ']);
    const count = async (name: Name) =>
      (dataOf(await t.call('GET', '/notifications/unread-count', undefined, people[name])) as { count: number }).count;
    expect(await count('bruno')).toBe(3);
    const mark = (id: string | undefined, body: unknown, name: Name) =>
      t.call('PATCH', `/data/notifications/me/${id ?? ''}`, body, people[name]);
    expect(await mark(newest?.id, { is_read: true }, 'bruno')).toMatchObject({
      status: 200,
      body: { success: true, data: { is_read: true } },
    });
    for (const name of ['carla', 'dana'] as const) expect((await mark(newest?.id, { is_read: true }, name)).status).toBe(404);
    expect((await mark(newest?.id, { is_read: 'yes' }, 'bruno')).status).toBe(400);
    expect((await mark('x', { is_read: true }, 'bruno')).status).toBe(400);
    expect(await count('bruno')).toBe(2);
    expect((await inbox('bruno', '?unread=true')).map(({ message }) => message)).toEqual(['b: ', 'a: ']);
    expect(dataOf(await t.call('POST', '/notifications/read-all', undefined, people.bruno))).toEqual({ count: 2 });
    expect([await count('bruno'), await count('carla')]).toEqual([0, 3]);
  });

  it('is answered a page at a time, the newest first unless asked', async () => {
    for (const title of ['a', 'b', 'c']) await made({ title });
    const page = (query: string) => t.call('GET', `/notifications${query}`, undefined, people.carla);
    expect(await page('?orderBy=created_at&orderDir=desc&per_page=2')).toMatchObject({
      body: { data: [{ message: 'c: ' }, { message: 'b: ' }], meta: { total: 3, unread: 3, page: 1, per_page: 2, last_page: 2 } },
    });
    expect((dataOf(await page('?per_page=2&page=2')) as Told[]).map(({ message }) => message)).toEqual(['a: ']);
    expect((dataOf(await page('?orderDir=asc&per_page=-1')) as Told[]).map(({ message }) => message)).toEqual(['a: ', 'b: ', 'c: ']);
  });

  it('is told to the open screens of its owner, and to no others', async () => {
    const heard: Record<string, unknown[]> = { bruno: [], dana: [] };
    const watchers = (['bruno', 'dana'] as const).map((name) =>
      t.kernel.realtime.join(people[name], (frame) => frame.type === 'NOTIFICATION' && heard[name]?.push(frame)),
    );
    const all: NotificationEvent[] = [];
    const stop = t.kernel.subscribe((event) => event.type === 'NOTIFICATION' && all.push(event));
    await made({ title: 'a', status: 'quiet' });
    stop();
    for (const watcher of watchers) watcher.leave();
    expect(all.map(({ to }) => to.userId).sort()).toEqual([ADA.id, BRUNO.id, BRUNO.id, CARLA.id, CARLA.id]);
    expect(heard.dana).toEqual([]);
    expect(heard.bruno).toEqual([
      {
        type: 'NOTIFICATION',
        payload: {
          id: expect.any(String) as string,
          title: 'A case: a',
          message: 'a: ',
          type: 'info',
          link: expect.stringMatching(/^\/m\/cases\//) as string,
        },
      },
      { type: 'NOTIFICATION', payload: { id: expect.any(String) as string, title: 'For the others', message: '', type: 'info' } },
    ]);
  });
});
