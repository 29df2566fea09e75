/** The commands that change what is installed, against a host that `serve` runs with its data on disk. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../main';
import { type Session, startSession } from '../testing/session';

let cli: Session;
let url: string;
let stop: () => Promise<number>;

const manifest = (version: string, columns: object[]): string =>
  JSON.stringify({
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: { key: 'stock', name: 'Stock', version },
    compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
    models: [{ key: 'Item', table: 'stock_items', columns: [{ name: 'organization_id', type: 'uuid', not_null: true }, ...columns] }],
  });

/** A host that is up: where it answers, and how it ends. */
async function serve(): Promise<{ url: string; stop: () => Promise<number> }> {
  let end: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (end = resolve));
  let announced: (text: string) => void = () => undefined;
  const serving = new Promise<string>((resolve) => (announced = resolve));
  const io = { cwd: cli.folder, env: {}, out: announced, err: announced, stopped: () => stopped };
  const code = main(['serve', '--data', 'data/host', '--port', '0', '--json'], io);
  const answer = JSON.parse(await serving) as { url: string };
  return {
    url: answer.url,
    stop: () => {
      end();
      return code;
    },
  };
}

beforeAll(async () => {
  cli = await startSession();
  const NAME = { name: 'name', type: 'text' };
  await cli.write('one/manifest.json', manifest('1.0.0', [NAME, { name: 'size', type: 'numeric' }]));
  await cli.write('two/manifest.json', manifest('1.1.0', [NAME, { name: 'size', type: 'numeric' }, { name: 'extra', type: 'date' }]));
  await cli.write('blocked/manifest.json', manifest('2.0.0', [NAME, { name: 'size', type: 'integer' }]));
  ({ url, stop } = await serve());
});
afterAll(async () => {
  await stop();
  await cli.end();
});

const run = (...argv: string[]) => cli.run(...argv, '--url', url);

it('shows what would be done, and does it when that is said', async () => {
  const shown = await run('install', 'one');
  expect(shown).toMatchObject({ code: 2, err: 'Nothing was done. Say --yes to do it.\n' });
  expect(shown.out).toContain('create table stock_items');
  expect((await run('history')).out).toBe('none\n');
  const done = await run('install', 'one', '--yes');
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toMatch(/✓ create table stock_items \(\d+\.\d ms\)/);
});

it('rehearses an upgrade on the rows that are there, upgrades, and refuses by the names of the platform', async () => {
  await fetch(`${url}/data/stock_items`, { method: 'POST', body: JSON.stringify({ name: 'kept', size: 1 }) });
  const rehearsed = await run('rehearse', 'two');
  expect(rehearsed).toMatchObject({ code: 0 });
  expect(rehearsed.out).toContain('~ stock_items\n  + extra date\n');
  expect(rehearsed.out).toMatch(/steps in \d+ ms, all taken back\n$/);
  expect(JSON.parse((await run('upgrade', 'two', '--yes', '--json')).out)).toMatchObject({
    done: true,
    installation: { version: '1.1.0' },
  });
  expect(await run('upgrade', 'two', '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('ErrSameVersionUpgrade') as string });
  expect(await run('upgrade', 'one', '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('ErrCannotDowngrade') as string });
});

it('goes back to the version before, with the rows of today, and forward again', async () => {
  const shown = await run('rollback', 'stock');
  expect(shown).toMatchObject({ code: 2, err: 'Nothing was done. Say --yes to do it.\n' });
  expect(shown.out).toContain('drop column stock_items.extra');
  const done = await run('rollback', 'stock', '--yes');
  expect(done).toMatchObject({ code: 0 });
  expect(done.out).toContain(`stock is 1.0.0 again on ${url}`);
  expect(await (await fetch(`${url}/data/stock_items`)).json()).toMatchObject({ data: [{ name: 'kept' }] });
  expect(await run('rollback', 'stock', '--yes', '--lang', 'es')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no viene de una actualización') as string,
  });
  expect(await run('upgrade', 'two', '--yes')).toMatchObject({ code: 0 });
});

it('does nothing where a change is blocked, and shows the migration that would allow it', async () => {
  const blocked = await run('upgrade', 'blocked', '--yes', '--lang', 'es');
  expect(blocked).toMatchObject({ code: 1, err: 'No se hizo nada: una migración tiene que hacer los cambios bloqueados.\n' });
  expect(blocked.out).toContain('alter table "stock_items" alter column "size" type integer');
});

it('keeps everything for the next host on the folder, and keeps a second one away', async () => {
  const second = await cli.run('serve', '--data', 'data/host', '--port', '0');
  expect(second).toMatchObject({ code: 1, err: expect.stringMatching(/^data\/host is in use by the process \d+/) as string });
  expect(await stop()).toBe(0);
  ({ url, stop } = await serve());
  expect(await (await fetch(`${url}/data/stock_items`)).json()).toMatchObject({ data: [{ name: 'kept' }] });
  const history = JSON.parse((await run('history', 'stock', '--json')).out) as { operation: string; outcome: string }[];
  expect(history.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    'upgrade done',
    'rollback done',
    'upgrade done',
    'install done',
  ]);
});

it('takes an addon out, and says where no host answers', async () => {
  expect(await run('uninstall', 'stock')).toMatchObject({ code: 2 });
  expect(await run('uninstall', 'stock', '--purge', '--yes')).toMatchObject({ code: 0 });
  expect(await run('uninstall', 'stock', '--yes')).toMatchObject({ code: 1 });
  expect(await cli.run('history', '--url', 'http://127.0.0.1:1/api')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/api does not answer/) as string,
  });
});
