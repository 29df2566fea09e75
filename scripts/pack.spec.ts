/** The package that `npm pack` makes: what it brings is enough for its program, in a folder where nothing of the project is. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder = '';
const ROOT = process.cwd();
const packed = (): string => join(folder, 'package');

function run(program: string, args: readonly string[], cwd: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-pack-'));
  const { status, stdout, stderr } = run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], ROOT);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
  expect(run('tar', ['-xzf', filename], folder).status).toBe(0);
  // What an installation would fetch is here already; nothing else of the project is in its reach.
  const { dependencies } = JSON.parse(await readFile(join(packed(), 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    await mkdir(join(packed(), 'node_modules', name, '..'), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(packed(), 'node_modules', name));
  }
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (...argv: string[]): ReturnType<typeof run> =>
  run(process.execPath, [join(packed(), 'bin/metacore-playground.mjs'), ...argv], join(folder, 'empty'));

it('starts an addon, judges it with its migrations, and packs it, from an empty folder', async () => {
  expect(program('new', 'helpdesk')).toMatchObject({ status: 0 });
  expect(program('check', 'helpdesk')).toMatchObject({ status: 0, stderr: '' });
  await mkdir(join(folder, 'empty/helpdesk/migrations'), { recursive: true });
  await writeFile(join(folder, 'empty/helpdesk/migrations/0001_begin.sql'), 'DROP DATABASE production;\n');
  const { status, stdout } = program('check', 'helpdesk');
  expect(status).toBe(1);
  expect(stdout).toMatch(/helpdesk\/migrations\/0001_begin\.sql:1:1 error/);
  await rm(join(folder, 'empty/helpdesk/migrations'), { recursive: true });
  expect(program('build', 'helpdesk', '-o', 'helpdesk.mcbundle')).toMatchObject({ status: 0 });
});

it('brings what completion reads, the empty database of servers, and a schema for editors that speak no protocol', () => {
  for (const file of ['generated/schemas/manifest-v3.en.json', 'public/seed/pgdata.bin', 'generated/schemas/manifest-v3.json']) {
    expect(existsSync(join(packed(), file)), file).toBe(true);
  }
});
