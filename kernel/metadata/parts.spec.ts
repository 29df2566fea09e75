import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsOf, valueAt } from '../contract/pointer';
import { openTestKernel, type TestKernel, ticketsManifest } from '../testing/kernel';
import type { ScreenPart } from './parts';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest(), { locales: { es: { Tickets: 'Boletos', Status: 'Estado' } } });
});
afterAll(() => t.database.close());

async function parts(language = 'en', roles: readonly string[] | null = null): Promise<{ status: number; data: ScreenPart[] }> {
  const [principal] = await t.kernel.principals();
  if (!principal) throw new Error('there is nobody');
  const asker = roles === null ? principal : { ...principal, isAdmin: false, roles: [...roles] };
  const request = new Request('http://kernel.invalid/playground/parts', { headers: { 'accept-language': language } });
  const response = await t.kernel.fetch(request, asker);
  const { data = [] } = (await response.json()) as { data?: ScreenPart[] };
  return { status: response.status, data };
}

const labelled = (all: readonly ScreenPart[], kind: ScreenPart['kind'], label: string): ScreenPart | undefined =>
  all.find((part) => part.kind === kind && part.label === label);

describe('the parts of the screens', () => {
  it('points each at a line that there is', async () => {
    const manifest = ticketsManifest();
    const { data } = await parts();
    expect(data.length).toBeGreaterThan(30);
    for (const { place, label } of data) expect(valueAt(manifest, stepsOf(place.pointer)), label).toBeInstanceOf(Object);
  });

  it('names columns, their options, actions and the fields of their forms, with what they stand in', async () => {
    const { data } = await parts();
    expect(labelled(data, 'column', 'Status')).toMatchObject({ model: 'tickets', within: '' });
    expect(labelled(data, 'option', 'In progress')).toMatchObject({ model: 'tickets', within: 'Status' });
    expect(labelled(data, 'action', 'Escalate')).toMatchObject({ model: 'tickets', place: { pointer: '/contributions/actions/0' } });
    expect(data.filter(({ kind, within }) => kind === 'field' && within === 'Escalate')).not.toEqual([]);
    expect(labelled(data, 'entry', 'Comments')?.place.pointer).toMatch(/^\/contributions\/navigation\/0\/items\//);
  });

  it('says the words of the language that is asked for', async () => {
    const { data } = await parts('es');
    expect(labelled(data, 'column', 'Estado')?.place).toEqual(labelled((await parts()).data, 'column', 'Status')?.place);
  });

  it('tells them to an administrator alone', async () => {
    expect((await parts('en', ['support_reader'])).status).toBe(403);
  });
});
