/** Builds the programs that ask the platform's own code, or says why they cannot be built here. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const FETCH_TIMEOUT_MS = 120_000;
const RUN_TIMEOUT_MS = 300_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs a program; `null` status when it could not be started or took too long. */
export type Run = (program: string, args: readonly string[], cwd: string, timeoutMs: number) => { status: number | null; output: string };

export const runProgram: Run = (program, args, cwd, timeoutMs) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, timeout: timeoutMs, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  return { status, output: `${stdout}${stderr}` };
};

/** One of the platform's modules: a version (`latest` or `v…`) from Go's proxy, or the sources in a folder. */
export interface PlatformModule {
  path: string;
  from: { version: string } | { folder: string };
  /** A program of the module that is run as it is, by its folder. */
  program?: string;
}

const moduleOf = (path: string, folder: string | undefined, version = 'latest'): PlatformModule => ({
  path,
  from: folder === undefined ? { version } : { folder },
});

export const kernelModule = (env: NodeJS.ProcessEnv): PlatformModule =>
  moduleOf('github.com/asteby/metacore-kernel', env.METACORE_KERNEL_DIR, env.METACORE_KERNEL_VERSION);

/** The SDK, for its command line. */
export const sdkModule = (env: NodeJS.ProcessEnv): PlatformModule => ({
  ...moduleOf('github.com/asteby/metacore-sdk', env.METACORE_SDK_DIR, env.METACORE_SDK_VERSION),
  program: 'cli',
});

export const programOf = ({ path, program = '' }: PlatformModule): string => `${path}/${program}`;

/** The `go` command that brings a module into the one that is built. */
function fetching(module: PlatformModule): string[] {
  const { path, from, program } = module;
  if ('folder' in from) {
    const tool = program === undefined ? [] : [`-tool=${programOf(module)}`];
    return ['mod', 'edit', `-replace=${path}=${resolve(from.folder)}`, `-require=${path}@v0.0.0`, ...tool];
  }
  return program === undefined ? ['get', `${path}@${from.version}`] : ['get', '-tool', `${programOf(module)}@${from.version}`];
}

export type Platform<Name extends string> = { ok: true; programs: Record<Name, string> } | { ok: false; reason: string };

const httpStatus = (output: string): string => {
  const status = /: (\d{3}) [A-Z][a-z]+/.exec(output)?.[1];
  return status === undefined ? '' : ` (${status})`;
};

/**
 * Builds `packages` (paths below `source`, or of a module's program, by the name they are asked for) with these modules.
 * @throws Error when the modules are there and a program does not build with them
 */
export function buildPlatform<Name extends string>(
  source: string,
  modules: readonly PlatformModule[],
  packages: Record<Name, string>,
  run: Run = runProgram,
): Platform<Name> {
  const found = /go(\d+)\.(\d+)/.exec(run('go', ['version'], source, FETCH_TIMEOUT_MS).output);
  if (!found) return { ok: false, reason: 'Go is not installed' };
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major < 1 || (major === 1 && minor < 25)) return { ok: false, reason: `Go ${String(major)}.${String(minor)} is older than 1.25` };
  const folder = mkdtempSync(join(tmpdir(), 'playground-interop-'));
  cpSync(source, folder, { recursive: true });
  for (const module of modules) {
    const fetched = run('go', fetching(module), folder, FETCH_TIMEOUT_MS);
    if (fetched.status !== 0) return { ok: false, reason: `the module ${module.path} cannot be had${httpStatus(fetched.output)}` };
  }
  const tidied = run('go', ['mod', 'tidy'], folder, FETCH_TIMEOUT_MS);
  if (tidied.status !== 0)
    return { ok: false, reason: `what ${modules.map(({ path }) => path).join(' and ')} need cannot be had${httpStatus(tidied.output)}` };
  const programs = Object.entries<string>(packages).map(([name, path]) => {
    const program = join(folder, `program-${name}`);
    const built = run('go', ['build', '-o', program, path], folder, RUN_TIMEOUT_MS);
    if (built.status !== 0) throw new Error(`${path} does not build: ${built.output}`);
    return [name, program] as const;
  });
  return { ok: true, programs: Object.fromEntries(programs) as Record<Name, string> };
}

/** Asks a program that answers JSON lines. Answers come in order, one a question. @throws Error when the program fails */
export function ask<Answer>(program: string, questions: readonly object[]): Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(program, [], {
    input,
    timeout: RUN_TIMEOUT_MS,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}
