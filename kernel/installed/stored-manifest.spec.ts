/** A stored manifest that is damaged anywhere stops nobody else: it is set aside and named, or what is left of it does no harm. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import { KernelError } from '../errors';
import { createKernel } from '../kernel';
import { damagedAt, damages, placesIn } from '../testing/damage';
import { cases } from '../testing/drawn';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';
import { shopManifest } from '../testing/shop';
import { storedManifest } from './stored-manifest';

const lamps = manifestWith(
  'lamps',
  [
    {
      key: 'Lamp',
      table: 'lamps',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text' },
      ],
    },
  ],
  {
    capabilities: [{ kind: 'event:subscribe', target: 'lamps.*' }],
    contributions: {
      navigation: [{ title: 'Lamps', items: [{ title: 'Lamps', model: 'Lamp' }] }],
      subscriptions: [{ event: 'lamps.*', handler: { type: 'compiled', function: 'noop' } }],
    },
  },
);

/** The shop, which hears of the lamps and counts them. */
const shop = (): Record<string, unknown> => {
  const { contributions, capabilities, ...rest } = shopManifest();
  const subscriptions = [{ event: 'lamps.*', handler: { type: 'compiled', function: 'noop' }, filter: 'name = "x"' }];
  return {
    ...rest,
    capabilities: [...(capabilities ?? []), { kind: 'event:subscribe', target: 'lamps.*' }],
    contributions: { ...contributions, subscriptions },
    billing: { metered_events: [{ event: 'lamps.Lamp.created', unit: 'lamp' }] },
    settings: [{ key: 'word', label: 'Word', type: 'string' }],
  };
};

const ASKED = ['/data/lamps', '/metadata/all', '/metadata/table/lamps', '/metacore/navigation', '/metacore/manifests', '/metacore/catalog', '/metacore/tools', '/documents?model=lamps', '/dashboard', '/permissions/me', '/search/lamps?q=one', '/playground/inbound', '/playground/pages', '/playground/schedules', '/playground/seed', '/addons/lamps/settings'] as const; // prettier-ignore

let t: TestKernel;
const damageOf = (manifest: unknown) =>
  t.query(`update public.metacore_installations set manifest = $1 where addon_key = 'shop'`, [JSON.stringify(manifest)]);

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(lamps);
  await t.install(shopManifest());
});
afterAll(() => t.database.close());

it('whatever is wrong with it, the other addons answer, write and hear of what happens', async () => {
  const whole = shop();
  const drawn = fc.record({
    place: fc.constantFrom(...placesIn(whole)),
    value: damages,
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ place, value }) => {
      await damageOf(damagedAt(whole, place, value));
      const reported: unknown[] = [];
      const kernel = await createKernel({ database: t.database, reportError: (error) => reported.push(error) });
      const statusOf = async (path: string, body?: object): Promise<string> => {
        const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
        return `${path} ${String((await kernel.fetch(new Request(`http://kernel.test${path}`, init))).status)}`;
      };
      expect(await statusOf('/data/lamps', { name: 'one' })).toBe('/data/lamps 201');
      expect(await Promise.all(ASKED.map((path) => statusOf(path)))).toEqual(ASKED.map((path) => `${path} 200`));
      await kernel.events.settled();
      const own = (await kernel.events.deliveries(ORGANIZATIONS[0].id)).filter(({ addonKey }) => addonKey === 'lamps');
      expect([own[0]?.status, reported]).toEqual(['delivered', []]);
    }),
    { numRuns: cases(60, 2000) },
  );
});

it.each<[place: string, manifest: unknown, sentence: string]>([
  ['as a whole', [], 'the stored manifest is no object'],
  [
    'in a member that is missing',
    damagedAt(shop(), ['models', '0', 'columns', '1', 'name'], undefined),
    '/models/0/columns/1/name is missing',
  ],
  ['in a member of another kind', damagedAt(shop(), ['models', '0', 'columns', '1', 'type'], 7), '/models/0/columns/1/type is no text'],
  [
    'in a value that may be one of two',
    damagedAt(shop(), ['models', '0', 'columns', '3', 'options'], [null]),
    '/models/0/columns/3/options/0 is no object',
  ],
  ['in its key', damagedAt(shop(), ['metadata', 'key'], 'other'), 'the stored manifest is that of “other”'],
])('the place of what is wrong with it is told: %s', (_, manifest, sentence) => {
  const looked = (): unknown => storedManifest({ addon_key: 'shop', manifest });
  expect(looked).toThrow(KernelError);
  expect(looked).toThrow(sentence);
});

it('what no version knows in it, and numbers that no double holds, are let be', () => {
  const known = shopManifest();
  const manifest = { ...known, later: { a: 1 }, metadata: { ...known.metadata, later: null } };
  expect(storedManifest({ addon_key: 'shop', manifest })).toBe(manifest);
});
