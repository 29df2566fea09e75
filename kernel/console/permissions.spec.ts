import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestKernel, type TestKernel, ticketsManifest } from '../testing/kernel';
import type { PermissionMatrix } from './permissions';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest());
});
afterAll(() => t.database.close());

it('tells of each role of the organization what it holds, and by which grant', async () => {
  const { status, body } = await t.call('GET', '/playground/permissions');
  expect(status).toBe(200);
  const { roles, rows } = (body as { data: PermissionMatrix }).data;
  const column = (key: string): number => roles.findIndex((role) => role.key === key);
  expect(roles[column('admin')]).toMatchObject({ people: ['Ada Romero'], addonKey: '' });
  const create = rows.find(({ permission }) => permission === 'tickets.create');
  expect(create).toMatchObject({ addonKey: 'tickets', model: 'Ticket', isAction: false });
  expect(create?.held).toHaveLength(roles.length);
  expect(create?.held[column('admin')]).toEqual({ because: 'administrator' });
  const granted = rows.flatMap(({ held }) => held).find((one) => one?.because === 'grant' && one.place !== null);
  expect(granted).toMatchObject({ because: 'grant', place: { addon: 'tickets', pointer: expect.stringMatching(/^\//) as string } });
  expect(rows.some(({ isAction }) => isAction)).toBe(true);
});

it('answers as the data routes do', async () => {
  const { body } = await t.call('GET', '/playground/permissions');
  const { roles, rows } = (body as { data: PermissionMatrix }).data;
  for (const { key } of roles.filter((role) => role.addonKey === '' && role.people.length > 0)) {
    const person = (await t.kernel.principals()).find((one) => one.roles.includes(key));
    if (person === undefined || person.organizationId !== (await t.kernel.principals())[0]?.organizationId) continue;
    const list = await t.call('GET', '/data/tickets', undefined, person);
    const held = rows.find(({ permission }) => permission === 'tickets.index')?.held[roles.findIndex((role) => role.key === key)];
    expect([key, list.status]).toEqual([key, held ? 200 : 403]);
  }
});
