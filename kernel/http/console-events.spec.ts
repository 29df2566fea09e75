import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('lamps', [{ key: 'Lamp', table: 'lamps', columns: [{ name: 'name', type: 'text' }] }], {
      capabilities: [{ kind: 'event:emit', target: 'lamps.lit' }],
      extension_points: { events: [{ name: 'lamps.lit' }, { name: 'lamps.dimmed' }] },
    }),
  );
});
afterAll(() => t.database.close());

const emit = (name: string) => t.call('POST', '/playground/events', { addon: 'lamps', name, payload: { watts: 5 } });

it('emits an event by hand as its addon would', async () => {
  expect(await emit('lamps.lit')).toMatchObject({ status: 200, body: { data: { event: 'lamps.lit', subscribers: 0 } } });
  const [event] = await t.kernel.events.list(DEFAULT_PRINCIPAL.organizationId);
  expect(event).toMatchObject({ name: 'lamps.lit', publisher: 'lamps', payload: { watts: 5 } });
});

it('refuses what the addon could not emit either', async () => {
  expect(await emit('lamps.broken')).toMatchObject({ status: 422, body: { code: 'invalid_event' } });
  expect(await emit('lamps.dimmed')).toMatchObject({ status: 422, body: { code: 'forbidden' } });
  expect(await t.call('POST', '/playground/events', { addon: 'chairs', name: 'a' })).toMatchObject({ status: 404 });
});
