/** What the platform's reader and verifier say about bundles, and what its command line makes of folders. */
import { createHash } from 'node:crypto';
import { ask, runProgram } from './platform';

/** As hosts set it on a manifest that was read; digests and value as hex. */
export interface HostSignature {
  algorithm?: string;
  digest?: string;
  value: string;
  checksums?: Record<string, string>;
}

export interface BundleQuestion {
  id: string;
  path: string;
  /** Hex, separated by commas. */
  keys?: string;
  signature?: HostSignature;
}

export interface BundleAnswer {
  id: string;
  opened: boolean;
  error?: string;
  key?: string;
  version?: string;
  /** SHA-256 of every entry by its path. */
  entries?: Record<string, string>;
  rawSize?: number;
  /** Names without `.sql`, in the order in which they would run. */
  migrations?: string[];
  /** Why the signature was refused; absent when it holds. */
  refusal?: string;
}

export const askReader = (program: string, questions: readonly BundleQuestion[]): BundleAnswer[] => ask(program, questions);

const RUN_TIMEOUT_MS = 60_000;

/** Runs the platform's command line. @throws Error with what it said when it refuses */
export function runCommandLine(program: string, cwd: string, ...args: string[]): string {
  const { status, output } = runProgram(program, args, cwd, RUN_TIMEOUT_MS);
  if (status !== 0) throw new Error(`${args.join(' ')}: ${output}`);
  return output;
}

/** The lines of `inspect`: `key: value`, and lists as `- name (N bytes)` under a line with their count. */
export function parseInspection(text: string): { fields: Record<string, string>; lists: Record<string, string[]> } {
  const fields: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  let list: string[] = [];
  for (const line of text.split('\n')) {
    const item = /^ {4}- (.*) \(\d+ bytes\)$/.exec(line)?.[1];
    const heading = /^ {2}(\w+) \(.*\):$/.exec(line)?.[1];
    const [, name, value] = /^ {2}([\w ]+?): *(.*)$/.exec(line) ?? [];
    if (item !== undefined) list.push(item);
    else if (heading !== undefined) lists[heading] = list = [];
    else if (name !== undefined && value !== undefined) fields[name] = value;
  }
  return { fields, lists };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const digestsOf = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)]));

export const sizeOf = (files: ReadonlyMap<string, Uint8Array>): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);
