/** Runs the command line in process, in a folder of its own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliIo } from '../io';
import { main } from '../main';

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

export interface Session {
  folder: string;
  run: (...argv: string[]) => Promise<Outcome>;
  write: (file: string, content: string | Uint8Array) => Promise<void>;
  read: (file: string) => Promise<string>;
  bytes: (file: string) => Promise<Uint8Array>;
  end: () => Promise<void>;
}

export async function startSession(env: Record<string, string> = {}, more: Pick<CliIo, 'fetch'> = {}): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-cli-'));
  return {
    folder,
    async run(...argv) {
      let out = '';
      let err = '';
      const code = await main(argv, { ...more, cwd: folder, env, out: (text) => void (out += text), err: (text) => void (err += text) });
      return { code, out, err };
    },
    async write(file, content) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    },
    read: (file) => readFile(join(folder, file), 'utf8'),
    bytes: async (file) => new Uint8Array(await readFile(join(folder, file))),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The smallest addon that is accepted without a word. */
export const NOTES_MANIFEST = `{
  "apiVersion": "asteby.com/v3",
  "kind": "Addon",
  "metadata": { "key": "notes", "name": "Notes", "version": "1.2.3" },
  "compatibility": { "requires": [{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }] }
}
`;
