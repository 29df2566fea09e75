import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestKernel, type TestKernel, ticketsManifest } from '../testing/kernel';
import { valueAt, stepsOf } from '../contract/pointer';
import type { Reason } from './why';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest());
});
afterAll(() => t.database.close());

async function reasons(roles: readonly string[] | null): Promise<Reason[]> {
  const [principal] = await t.kernel.principals();
  if (!principal) throw new Error('there is nobody');
  const asker = roles === null ? principal : { ...principal, isAdmin: false, roles: [...roles] };
  const response = await t.kernel.fetch(new Request('http://kernel.invalid/playground/why/tickets'), asker);
  return ((await response.json()) as { data: Reason[] }).data;
}

const of = (all: readonly Reason[], kind: Reason['kind']): Pick<Reason, 'key' | 'isShown' | 'because'>[] =>
  all.filter((one) => one.kind === kind).map(({ key, isShown, because }) => ({ key, isShown, because }));

describe('why a screen shows what it shows', () => {
  it('an administrator is never asked', async () => {
    const all = await reasons(null);
    expect(new Set(of(all, 'verb').map(({ because }) => because))).toEqual(new Set(['administrator']));
    expect(of(all, 'menu').every(({ isShown }) => isShown)).toBe(true);
  });

  it('names the role and the line that gives a permission, and the permission that is missing', async () => {
    const all = await reasons(['support_reader']);
    const verbs = all.filter(({ kind }) => kind === 'verb');
    expect(verbs.find(({ key }) => key === 'index')).toMatchObject({ isShown: true, because: 'grant', role: 'support_reader' });
    expect(verbs.find(({ key }) => key === 'create')).toMatchObject({ isShown: false, because: 'no grant', permission: 'tickets.create' });
    expect(of(all, 'action')).toEqual([
      { key: 'escalate', isShown: false, because: 'no grant' },
      { key: 'ask_feedback', isShown: false, because: 'no grant' },
    ]);
  });

  it('lists what is hidden of the menu, and tells nothing of columns to whoever reads no rows', async () => {
    const all = await reasons(['viewer_of_nothing']);
    expect(of(all, 'menu')).toEqual([
      { key: 'Tickets', isShown: false, because: 'no permission' },
      { key: 'Comments', isShown: false, because: 'no permission' },
    ]);
    expect(of(all, 'column')).toEqual([]);
  });

  it('says where each column shows', async () => {
    const columns = of(await reasons(null), 'column');
    expect(columns.find(({ key }) => key === 'organization_id')).toEqual({ key: 'organization_id', isShown: false, because: 'hidden' });
    expect(columns.find(({ key }) => key === 'description')).toEqual({ key: 'description', isShown: true, because: 'form only' });
    expect(columns.find(({ key }) => key === 'title')).toEqual({ key: 'title', isShown: true, because: 'declared' });
  });

  it('points at lines that there are', async () => {
    const manifest = ticketsManifest();
    for (const { place, key } of await reasons(null)) if (place) expect(valueAt(manifest, stepsOf(place.pointer)), key).toMatchObject({});
  });
});
