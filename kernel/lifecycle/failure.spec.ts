/** A failure at any statement of any operation leaves the catalogue and every row as they were, but for the ledger. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import type { Database } from '../database/port';
import { createKernel, type Kernel } from '../kernel';
import { breakable, type Breakable, brittle, brittleGuest, brittleRequest, checksumOf, Injected } from '../testing/brittle';
import { cases } from '../testing/drawn';
import { openTestDatabase } from '../testing/kernel';

/** Statements of one operation at which it is made to fail. */
const SPOTS = cases(8, 1000);

const ORG = ORGANIZATIONS[0].id;

let real: Database;
let state: Breakable;
let kernel: Kernel;
beforeAll(async () => {
  real = await openTestDatabase();
  state = breakable(real);
  kernel = await createKernel({ database: state.database, guest: brittleGuest() });
});
afterAll(() => real.close());

const query = async (text: string) => (await real.asOwner((session) => session.run({ sql: text, parameters: [] }))).rows;

const checksum = () => checksumOf(real);

const first = async () => String((await query('select id from metacore.tombstones order by at desc limit 1'))[0]?.id);

/** The life of an addon, one operation after the other: each is made to fail at many places, and then goes through. */
const LIFE: [name: string, operation: () => Promise<unknown>][] = [
  ['install', () => kernel.install(brittleRequest('1.0.0'))],
  [
    'an edit in development',
    () =>
      kernel.install({
        ...brittleRequest('1.0.0'),
        manifest: brittle('1.0.0', { models: brittle('1.0.0').models?.slice(0, 1) ?? [] }),
        manifestHash: 'sha256:edit',
        development: true,
      }),
  ],
  ['upgrade', () => kernel.upgrade(brittleRequest('2.0.0'))],
  ['upgrade that can be taken back', () => kernel.upgrade(brittleRequest('2.1.0'))],
  ['rollback', () => kernel.rollback({ addonKey: 'brittle', organizationIds: [ORG] })],
  ['disable', () => kernel.setStatus({ addonKey: 'brittle', organizationId: ORG, status: 'disabled' })],
  ['enable', () => kernel.setStatus({ addonKey: 'brittle', organizationId: ORG, status: 'enabled' })],
  ['uninstall', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG })],
  ['restore', async () => kernel.restore(await first())],
  ['install over what was restored', () => kernel.install(brittleRequest('2.0.0'))],
  ['uninstall and put away again', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG })],
  ['purge of a tombstone', async () => kernel.purge(await first())],
  ['install anew', () => kernel.install(brittleRequest('2.0.0'))],
  ['uninstall with purge', () => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG, purge: true })],
];

/** Numbers from 1 to `most`, spread, the first and the last among them. */
const spread = (most: number): number[] =>
  most <= SPOTS
    ? Array.from({ length: most }, (_, at) => at + 1)
    : [...new Set(Array.from({ length: SPOTS }, (_, at) => 1 + Math.round((at * (most - 1)) / (SPOTS - 1))))];

const failure = (operation: () => Promise<unknown>): Promise<unknown> =>
  operation().then(
    () => null,
    (thrown: unknown) => thrown,
  );

describe('a failure of an operation leaves everything as it was', () => {
  it.each(LIFE)('%s', async (_, operation) => {
    const before = await checksum();
    state.seen = 0;
    state.atEnd = true;
    expect(await failure(operation)).toBeInstanceOf(Injected);
    const statements = state.seen;
    expect(await checksum()).toEqual(before);
    const spots = spread(statements - 1);
    expect(spots.length).toBeGreaterThan(3);
    for (const at of spots) {
      state.seen = 0;
      state.at = at;
      expect(await failure(operation), `statement ${at} of ${statements}`).toBeInstanceOf(Injected);
      expect(await checksum(), `statement ${at} of ${statements}`).toEqual(before);
    }
    await operation();
    expect(await checksum()).not.toEqual(before);
  });
});
