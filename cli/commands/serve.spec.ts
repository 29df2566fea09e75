import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeAll(async () => {
  cli = await startSession();
  await cp(fileURLToPath(new URL('../../templates/tickets', import.meta.url)), join(cli.folder, 'tickets'), { recursive: true });
  await cli.write('notes.json', NOTES_MANIFEST);
  await cli.write('broken.json', '{');
});
afterAll(() => cli.end());

describe('serve', () => {
  it('serves folders, manifests and bundles until it is stopped', async () => {
    expect(await cli.run('build', 'tickets', '-o', 'tickets.mcbundle')).toMatchObject({ code: 0 });
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    let announced: (text: string) => void = () => undefined;
    const serving = new Promise<string>((resolve) => (announced = resolve));
    const argv = ['serve', '--addon', 'tickets.mcbundle', '--addon', 'notes.json', '--port', '0', '--json'];
    const io = { cwd: cli.folder, env: {}, out: announced, err: () => undefined, stopped: () => stopped };
    const code = main(argv, io);
    const { url, addons } = JSON.parse(await serving) as { url: string; addons: string[] };
    expect(addons).toEqual(['tickets', 'notes']);
    expect(await (await fetch(`${url}/data/tickets`)).json()).toMatchObject({ success: true, data: [] });
    stop();
    expect(await code).toBe(0);
    await expect(fetch(`${url}/data/tickets`)).rejects.toThrow();
  });

  it('says what it cannot serve', async () => {
    expect(await cli.run('serve', 'nothing')).toEqual({ code: 2, out: '', err: 'nothing: no such file or folder.\n' });
    expect(await cli.run('serve', '--port', '70000')).toEqual({
      code: 2,
      out: '',
      err: '--port takes a number from 0 to 65535, not "70000".\n',
    });
    const broken = await cli.run('serve', 'broken.json');
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/broken\.json is not accepted, so it is not served\.\n$/);
  });
});
