import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCommandLine } from '../args';
import type { Context } from '../io';
import { startSession, type Session } from '../testing/session';
import { policyOf } from './trust';

let cli: Session;
beforeAll(async () => {
  cli = await startSession();
  await cli.run('keygen', '--out', 'own');
});
afterAll(() => cli.end());

const policy = (env: Record<string, string>, ...argv: string[]): ReturnType<typeof policyOf> => {
  const context: Context = {
    io: { cwd: cli.folder, env, out: () => undefined, err: () => undefined },
    locale: 'en',
    json: false,
  };
  return policyOf(parseCommandLine(argv, { trust: { type: 'text' } }, 'serve', 'en'), context);
};

it.each([
  [{}, true],
  [{ ALLOW_UNSIGNED_BUNDLES: '1' }, true],
  [{ ALLOW_UNSIGNED_BUNDLES: 'YES' }, true],
  [{ ALLOW_UNSIGNED_BUNDLES: '0' }, false],
  [{ ALLOW_UNSIGNED_BUNDLES: 'on' }, false],
  [{ KERNEL_ALLOW_UNSIGNED: 'true' }, true],
  [{ KERNEL_ALLOW_UNSIGNED: 'false' }, false],
  // What hosts read comes before what the introduction names.
  [{ ALLOW_UNSIGNED_BUNDLES: '1', KERNEL_ALLOW_UNSIGNED: '0' }, true],
  [{ ALLOW_UNSIGNED_BUNDLES: '', KERNEL_ALLOW_UNSIGNED: '0' }, false],
])('with %j unsigned bundles are taken: %j', async (env: Record<string, string>, allowUnsigned) => {
  expect(await policy(env)).toEqual({ trusted: [], allowUnsigned });
});

it('trusts every key that is named', async () => {
  const { trusted } = await policy({}, '--trust', 'own.pub', '--trust', 'own.pub');
  expect(trusted).toHaveLength(2);
  expect(trusted[0]).toEqual(trusted[1]);
});
