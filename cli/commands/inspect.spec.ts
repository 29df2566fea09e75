import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../kernel/bundle/digest';
import { bundleWith } from '../../kernel/bundle/testing/archives';
import { formatBytes } from '../../kernel/bundle/limits';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
  await cli.write('addon/manifest.json', NOTES_MANIFEST);
  await cli.write('addon/migrations/0002_b.sql', 'select 2;\n');
  await cli.write('addon/migrations/0001_a.sql', 'select 1;\n');
  await cli.write('addon/frontend/index.js', 'export {};\n');
  await cli.write('addon/backend/main.wasm', '0123456789');
  await cli.run('build', 'addon', '-o', 'n.mcbundle');
});
afterEach(() => cli.end());

describe('inspect', () => {
  it('shows what a bundle holds', async () => {
    const packed = await cli.bytes('n.mcbundle');
    const unpacked = NOTES_MANIFEST.length + 20 + 11 + 10;
    expect(await cli.run('inspect', 'n.mcbundle')).toEqual({
      code: 0,
      out: [
        'Notes (notes) 1.2.3, manifest v3',
        `sha256 ${await sha256Hex(packed)}`,
        `${formatBytes(packed.length)} packed, ${formatBytes(unpacked)} unpacked`,
        'signature: none',
        'models: none',
        'migrations: migrations/0001_a.sql, migrations/0002_b.sql',
        'frontend: 1 files, 11 B',
        'backend: backend/main.wasm',
        'files:',
        `  ${formatBytes(NOTES_MANIFEST.length).padStart(10)}  manifest.json`,
        '        10 B  migrations/0001_a.sql',
        '        10 B  migrations/0002_b.sql',
        '        11 B  frontend/index.js',
        '        10 B  backend/main.wasm',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('answers JSON, with the state of the signature beside it', async () => {
    await cli.run('keygen', '--out', 'dev');
    await cli.run('sign', '--key', 'dev.pem', 'n.mcbundle');
    const packed = await cli.bytes('n.mcbundle');
    const summary = JSON.parse((await cli.run('inspect', 'n.mcbundle', '--json')).out) as Record<string, unknown>;
    expect(summary).toEqual({
      file: 'n.mcbundle',
      key: 'notes',
      name: 'Notes',
      version: '1.2.3',
      contract: 'v3',
      verdict: 'accept',
      models: [],
      digest: await sha256Hex(packed),
      packedBytes: packed.length,
      unpackedBytes: NOTES_MANIFEST.length + 20 + 11 + 10,
      signature: 'present',
      migrations: ['migrations/0001_a.sql', 'migrations/0002_b.sql'],
      frontend: ['frontend/index.js'],
      backend: ['backend/main.wasm'],
      files: [
        { path: 'manifest.json', bytes: NOTES_MANIFEST.length },
        { path: 'migrations/0001_a.sql', bytes: 10 },
        { path: 'migrations/0002_b.sql', bytes: 10 },
        { path: 'frontend/index.js', bytes: 11 },
        { path: 'backend/main.wasm', bytes: 10 },
      ],
      warnings: [],
    });
    await cli.write('n.mcbundle.sig', 'nonsense');
    expect((await cli.run('inspect', 'n.mcbundle')).out).toContain('\nsignature: n.mcbundle.sig is there, but is no signature\n');
  });

  it('shows a rejected manifest all the same, and refuses only what cannot be opened', async () => {
    await cli.write('x.mcbundle', bundleWith({ name: 'evil\u202e.js' }));
    const { code, out } = await cli.run('inspect', 'x.mcbundle');
    expect(code).toBe(0);
    expect(out).toContain('         0 B  evil\\u202e.js\n');
    await cli.write('y.mcbundle', bundleWith({ name: '/etc/passwd' }));
    expect(await cli.run('inspect', 'y.mcbundle')).toEqual({
      code: 1,
      out: '',
      err: 'The entry /etc/passwd has an absolute path; paths must be relative to the addon.\n',
    });
  });
});
