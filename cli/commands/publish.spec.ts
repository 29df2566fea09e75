import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHub, type Hub } from '../../kernel/testing/hub';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
let hub: Hub;
const LISTED = NOTES_MANIFEST.replace(
  '"version": "1.2.3"',
  '"version": "1.2.3", "license": "MIT", "description": "Notes.", "category": "crm", "readme": "README.md"',
);

beforeEach(async () => {
  hub = await startHub();
  cli = await startSession({ METACORE_TOKEN: 'secret' });
  await cli.write('addon/manifest.json', LISTED);
  await cli.write('addon/README.md', '# Notes\n');
  await cli.run('keygen', '--out', 'dev');
  hub.register('secret', await cli.read('dev.pub'));
});
afterEach(async () => {
  await cli.end();
  await hub.close();
});

const publish = (...more: string[]) => cli.run('publish', 'addon', '--hub', hub.origin, '--key', 'dev.pem', ...more);

describe('publish', () => {
  it('uploads what build makes, as the public page documents it', async () => {
    await cli.run('build', 'addon', '-o', 'n.mcbundle');
    const digest = createHash('sha256')
      .update(await cli.bytes('n.mcbundle'))
      .digest('hex');
    expect(await publish()).toEqual({
      code: 0,
      out: `notes-1.2.3.mcbundle: the hub took it as ad_1, state pending\nsha256 ${digest}\n`,
      err: '',
    });
    expect(hub.uploads).toEqual([
      {
        id: 'ad_1',
        addonKey: 'notes',
        version: '1.2.3',
        digest,
        channel: null,
        form: 'file',
        history: [{ status: 'pending', at: '2026-01-01T00:00:00Z' }],
      },
    ]);
  });

  it('uploads a bundle as it is, in the form of the hub’s own documents', async () => {
    await cli.run('build', 'addon', '-o', 'n.mcbundle');
    const developer = '0f0f0f0f-0000-4000-8000-000000000001';
    const { code, out } = await cli.run(
      'publish',
      'n.mcbundle',
      '--hub',
      `${hub.origin}/`,
      '--key',
      'dev.pem',
      '--developer-id',
      developer,
      '--channel',
      'beta',
      '--json',
    );
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { answer: unknown; bytes: number };
    expect(answer.answer).toEqual({
      id: 'ad_1',
      status: 'pending_review',
      addonKey: 'notes',
      version: '1.2.3',
      uploadedAt: '2026-01-01T00:00:00Z',
      history: [{ status: 'pending_review', at: '2026-01-01T00:00:00Z', note: '' }],
    });
    expect(hub.uploads.map(({ channel, form }) => [channel, form])).toEqual([['beta', 'hex']]);
  });

  it('shows everything but the token, and sends nothing, when it is dry', async () => {
    const { code, out } = await publish('--dry-run', '--json');
    const { request } = JSON.parse(out) as { request: { fields: unknown[] } };
    expect(code).toBe(0);
    expect(request).toEqual({
      url: `${hub.origin}/v1/addons`,
      headers: { accept: 'application/json', 'x-developer-key': '…' },
      fields: [
        { name: 'bundle', file: 'notes-1.2.3.mcbundle', bytes: expect.any(Number) as unknown },
        { name: 'signature', file: 'notes-1.2.3.mcbundle.sig', bytes: 89 },
      ],
    });
    expect(out).not.toContain('secret');
    expect(hub.hits).toEqual([]);
  });

  it('says what the hub says', async () => {
    expect((await publish('--token', 'wrong')).err).toBe(
      'The hub refuses the token or the key (401) (this token is not known). Is the public key registered with your account?\n',
    );
    await cli.run('keygen', '--out', 'other');
    expect((await cli.run('publish', 'addon', '--hub', hub.origin, '--key', 'other.pem')).err).toBe(
      'The hub refuses the token or the key (403) (the signature holds under no registered key). Is the public key registered with your account?\n',
    );
    await publish();
    expect(await publish()).toEqual({
      code: 1,
      out: '',
      err: 'The hub already has this version (409) (1.2.3 does not rise). Versions only rise.\n',
    });
    hub.next({ status: 307, location: 'https://evil.test/v1/addons' });
    expect((await publish()).err).toBe(
      'The hub sends us elsewhere (https://evil.test/v1/addons). That is not followed: your token would go along.\n',
    );
    hub.next({ status: 500, body: '{"message":"\\u001b[2Jboom"}' });
    expect((await publish('--lang', 'es')).err).toBe(
      'El hub rechazó el paquete (500) ( [2Jboom). Aquí no cambió nada; puedes reintentar.\n',
    );
    for (const broken of ['hang-up', 'cut-upload'] as const) {
      hub.next(broken);
      expect((await publish()).err).toContain('The hub did not answer.');
    }
    hub.next('cut-answer');
    expect((await publish()).err).toBe('The hub answered 201 with something that is no answer. Look there whether the bundle arrived.\n');
  });

  it('uploads nothing that the preflight rejects, unless it is told to', async () => {
    await cli.write(
      'addon/manifest.json',
      LISTED.replace('"kind": "Addon",', '"kind": "Addon", "capabilities": [{"kind": "db:read", "target": "users"}],'),
    );
    const refused = await publish();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('reject manifest.json:3:');
    expect(refused.err).toContain('PROM-REASON');
    expect(refused.err.endsWith('The preflight rejects it (1); nothing was uploaded. --force uploads all the same.\n')).toBe(true);
    expect(hub.uploads).toEqual([]);
    expect((await publish('--force')).code).toBe(0);
  });

  it('is asked rightly', async () => {
    expect(await cli.run('publish', 'addon', '--key', 'dev.pem')).toEqual({ code: 2, out: '', err: 'The option --hub is needed.\n' });
    expect((await publish('--form', 'x')).err).toBe('--form takes file, hex, not "x".\n');
    expect((await cli.run('publish', 'addon', '--hub', 'http://hub.test', '--key', 'dev.pem')).err).toBe(
      'The hub needs an https address without name, password or query; http is taken for this machine only.\n',
    );
    const without = await startSession();
    await without.write('dev.pem', await cli.read('dev.pem'));
    await without.write('addon/manifest.json', LISTED);
    expect(await without.run('publish', 'addon', '--hub', hub.origin, '--key', 'dev.pem')).toEqual({
      code: 2,
      out: '',
      err: 'A token is needed: set METACORE_TOKEN, or give --token.\n',
    });
    await without.end();
  });
});
