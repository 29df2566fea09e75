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

  it('lets addons reach the hosts that it is told, and public ones alone', async () => {
    expect(await cli.run('serve', 'notes.json', '--port', '0', '--allow', '127.0.0.1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('"127.0.0.1" is no public host') as string,
    });
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    let announced: (text: string) => void = () => undefined;
    const serving = new Promise<string>((resolve) => (announced = resolve));
    const io = { cwd: cli.folder, env: {}, out: announced, err: () => undefined, stopped: () => stopped };
    const code = main(['serve', 'notes.json', '--port', '0', '--allow', 'bell.example', '--allow', 'api.bell.example:8443', '--json'], io);
    expect(JSON.parse(await serving)).toMatchObject({ addons: ['notes'] });
    stop();
    expect(await code).toBe(0);
  });

  it('refuses what no capability allows, and in shadow lets it through and says so', async () => {
    const manifest = {
      ...(JSON.parse(NOTES_MANIFEST) as object),
      models: [
        {
          key: 'Note',
          table: 'notes',
          columns: [
            { name: 'organization_id', type: 'uuid', not_null: true },
            { name: 'title', type: 'text' },
          ],
        },
      ],
      contributions: {
        actions: [{ key: 'ring', label: 'Ring', target_model: 'Note', handler: { type: 'webhook', url: 'https://bell.example/ring' } }],
      },
    };
    await cli.write('bell.json', JSON.stringify(manifest));
    const missing = `"notes" declares no capability http:fetch for "bell.example", where its webhook goes (today's Go kernel asks for none)`;
    for (const [mode, status, told] of [
      [[], 403, ''],
      [['--enforcement', 'enforce'], 403, ''],
      [['--enforcement', 'shadow'], 200, `${missing}\n`],
    ] as const) {
      let stop: () => void = () => undefined;
      const stopped = new Promise<void>((resolve) => (stop = resolve));
      let announced: (text: string) => void = () => undefined;
      const serving = new Promise<string>((resolve) => (announced = resolve));
      let err = '';
      const io = { cwd: cli.folder, env: {}, out: announced, err: (text: string) => void (err += text), stopped: () => stopped };
      const code = main(['serve', 'bell.json', '--port', '0', '--json', ...mode], io);
      const { url } = JSON.parse(await serving) as { url: string };
      const post = async (path: string, body: unknown) => {
        const response = await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: response.status, body: (await response.json()) as { data: { id: string }; message?: string } };
      };
      const { body: made } = await post('/data/notes', { title: 'a' });
      const rung = await post(`/data/notes/${made.data.id}/action/ring`, {});
      expect([rung.status, err]).toEqual([status, told]);
      if (status === 403) expect(rung.body).toMatchObject({ code: 'capability_missing', message: missing });
      stop();
      expect(await code).toBe(0);
    }
    for (const [lang, said] of [
      ['en', '--enforcement takes enforce or shadow, not "off".\n'],
      ['es', '--enforcement admite enforce o shadow, no "off".\n'],
    ] as const)
      expect(await cli.run('serve', 'bell.json', '--enforcement', 'off', '--lang', lang)).toEqual({ code: 2, out: '', err: said });
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
