/** Builds the Go program that asks the platform's validator, or says why it cannot be built here. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Answer } from './compare';

const MODULE = 'github.com/asteby/metacore-kernel';
const FETCH_TIMEOUT_MS = 120_000;
const RUN_TIMEOUT_MS = 300_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs a program; `null` status when it could not be started or took too long. */
export type Run = (program: string, args: readonly string[], cwd: string, timeoutMs: number) => { status: number | null; output: string };

export const runProgram: Run = (program, args, cwd, timeoutMs) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, timeout: timeoutMs, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  return { status, output: `${stdout}${stderr}` };
};

export type Validator = { ok: true; program: string } | { ok: false; reason: string };

/** Which kernel is asked: a version of its module (`latest` or `v…`) from Go's proxy, or the sources in a folder. */
export type KernelSource = { version: string } | { folder: string };

/** What brings the kernel's module into the program's own: one `go` command after the other. */
const fetching = (kernel: KernelSource): string[][] =>
  'folder' in kernel
    ? [
        ['mod', 'edit', `-replace=${MODULE}=${resolve(kernel.folder)}`, `-require=${MODULE}@v0.0.0`],
        ['mod', 'tidy'],
      ]
    : [['get', `${MODULE}@${kernel.version}`]];

/** @throws Error when the module is there and the program does not build with it */
export function buildValidator(source: string, kernel: KernelSource, run: Run = runProgram): Validator {
  const found = /go(\d+)\.(\d+)/.exec(run('go', ['version'], source, FETCH_TIMEOUT_MS).output);
  if (!found) return { ok: false, reason: 'Go is not installed' };
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major < 1 || (major === 1 && minor < 25)) return { ok: false, reason: `Go ${String(major)}.${String(minor)} is older than 1.25` };
  const folder = mkdtempSync(join(tmpdir(), 'playground-interop-'));
  cpSync(source, folder, { recursive: true });
  for (const args of fetching(kernel)) {
    const fetched = run('go', args, folder, FETCH_TIMEOUT_MS);
    if (fetched.status !== 0) return { ok: false, reason: `the module ${MODULE} cannot be had${httpStatus(fetched.output)}` };
  }
  const program = join(folder, 'validator');
  const built = run('go', ['build', '-o', program, '.'], folder, RUN_TIMEOUT_MS);
  if (built.status !== 0) throw new Error(`interop/main.go does not build: ${built.output}`);
  return { ok: true, program };
}

const httpStatus = (output: string): string => {
  const status = /: (\d{3}) [A-Z][a-z]+/.exec(output)?.[1];
  return status === undefined ? '' : ` (${status})`;
};

/** Asks about every text. Answers come in order, one a text. @throws Error when the program fails */
export function askValidator(program: string, questions: readonly { id: string; text: string }[]): Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(program, [], {
    input,
    timeout: RUN_TIMEOUT_MS,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`the validator failed: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}
