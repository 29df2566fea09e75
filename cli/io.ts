/** What a command may touch of the process that runs it. A test hands in its own. */
import type { Readable, Writable } from 'node:stream';
import type { Locale } from '../kernel/locale';
import type { HubFetch } from '../kernel/publish/upload';

export interface CliIo {
  /** Relative paths start here. */
  cwd: string;
  /** Environment variables; the language is read, and the token of `publish`. */
  env: Readonly<Record<string, string | undefined>>;
  out: (text: string) => void;
  err: (text: string) => void;
  /** How a hub is reached; by default the process's own `fetch`. */
  fetch?: HubFetch;
  /** Where an editor talks; by default the process's own standard input and output. */
  streams?: { input: Readable; output: Writable };
  /** How changes of files are heard of; by default by Node. The answer ends it. */
  watch?: (paths: readonly string[], changed: () => void) => () => void;
  /** When a server, or a watch, should end; by default when the process is told to. */
  stopped?: () => Promise<void>;
}

/** 0: done or accepted. 1: rejected. 2: asked wrongly. */
export const EXIT = { ok: 0, rejected: 1, usage: 2 } as const;

/** What every command gets. */
export interface Context {
  io: CliIo;
  locale: Locale;
  /** Machine-readable output on stdout and nothing else there. */
  json: boolean;
}

/** `es_MX.UTF-8` → es. POSIX order: LC_ALL, LC_MESSAGES, LANG. */
export function localeOf(env: CliIo['env']): Locale {
  const tag = env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return /^es([_.@-]|$)/i.test(tag) ? 'es' : 'en';
}
