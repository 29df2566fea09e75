/** The real process, as a person starts it: `node scripts/cli.mjs` is what `npm run -s cli` runs. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUMP_ALLOC, buildModule, wasm } from '../kernel/testing/wasm';
import { NOTES_MANIFEST, startSession, type Session } from './testing/session';

const SCRIPT = fileURLToPath(new URL('../scripts/cli.mjs', import.meta.url));

let session: Session;
beforeEach(async () => {
  session = await startSession();
});
afterEach(() => session.end());

function run(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, INIT_CWD: session.folder, LC_ALL: 'C' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...argv], { env, encoding: 'utf8' });
  // What a fresh clone prepares is said on stderr and is no part of the answer.
  return { status, stdout, stderr: stderr.replace(/^generated .*\n/gm, '') };
}

/** Starts a server and resolves with its address, and with how the process ended. */
async function serving(...paths: readonly string[]): Promise<{ pid: number; url: string; ended: Promise<number | null> }> {
  const env = { ...process.env, INIT_CWD: session.folder, LC_ALL: 'C' };
  const child = spawn(process.execPath, [SCRIPT, 'serve', ...paths, '--port', '0', '--json'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
      if (out.includes('\n')) resolve((JSON.parse(out) as { url: string }).url);
    });
    void ended.then(() => reject(new Error(`it ended before it served: ${out}`)));
  });
  return { pid: child.pid ?? 0, url, ended };
}

describe('a server', () => {
  it('ends when its process is told to, and nothing holds the port after it', async () => {
    const { pid, url, ended } = await serving();
    expect((await fetch(`${url}/data/core.User`)).status).toBe(200);
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/data/core.User`)).rejects.toThrow();
  });
});

describe('a server of an addon with a module', () => {
  it('runs the functions that its actions name', async () => {
    const answer = '{"success":true,"data":{"ran":true}}';
    const module = buildModule({
      globals: [4096],
      data: [{ at: 1024, bytes: [...Buffer.from(answer)] }],
      functions: [
        BUMP_ALLOC,
        // 1024 << 32 | its length
        { name: 'Run', signature: 'ii:l', body: [...wasm.i32(1024), 0xad, ...wasm.i64(32), 0x86, ...wasm.i64(answer.length), 0x84] },
      ],
    });
    const action = { key: 'run', label: 'Run', target_model: 'Note', placement: 'table', handler: { type: 'wasm', function: 'Run' } };
    const models = [
      {
        key: 'Note',
        table: 'notes',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'title', type: 'text' },
        ],
      },
    ];
    const manifest = { ...(JSON.parse(NOTES_MANIFEST) as object), models, contributions: { actions: [action] } };
    await session.write('addon/manifest.json', JSON.stringify(manifest));
    await session.write('addon/backend/backend.wasm', module);
    const { pid, url, ended } = await serving('addon');
    const response = await fetch(`${url}/data/notes/action/run`, { method: 'POST', body: '{}' });
    const answered: unknown = await response.json();
    process.kill(pid, 'SIGTERM');
    await ended;
    expect(answered).toMatchObject({ success: true, data: { ran: true } });
  });
});

describe('a server that npm started', () => {
  it('ends with the shell that npm ran it in', async () => {
    const env = { ...process.env, INIT_CWD: session.folder, LC_ALL: 'C', npm_lifecycle_event: 'cli' };
    const command = `"${process.execPath}" "${SCRIPT}" serve --port 0 --json; true`;
    const shell = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    // The pipe is open as long as the server is.
    const silent = new Promise((resolve) => shell.stdout.once('close', resolve));
    const said = await new Promise<string>((resolve) => shell.stdout.once('data', (part: Buffer) => resolve(part.toString('utf8'))));
    const { url } = JSON.parse(said) as { url: string };
    expect((await fetch(`${url}/data/core.User`)).status).toBe(200);
    shell.kill('SIGTERM');
    await silent;
    await expect(fetch(`${url}/data/core.User`)).rejects.toThrow();
  });
});

describe('the process', () => {
  it('reads files from where the person is, answers on stdout, and exits with the verdict', async () => {
    await session.write('good.json', NOTES_MANIFEST);
    await session.write('bad.json', '{');
    expect(run('check', 'good.json', '--json')).toEqual({
      status: 0,
      stdout: '[\n  {\n    "file": "good.json",\n    "version": "v3",\n    "verdict": "accept",\n    "diagnostics": []\n  }\n]\n',
      stderr: '',
    });
    expect(run('check', 'bad.json').status).toBe(1);
    expect(run('check', 'absent.json')).toEqual({ status: 2, stdout: '', stderr: 'absent.json: no such file or folder.\n' });
  });
});
