/** The folder in which `serve` keeps its database, for one process at a time: two would destroy it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { failure } from './errors';
import type { Context } from './io';

export interface DataFolder {
  path: string;
  /** Whether there is no database in it yet. */
  isNew: boolean;
  /** Lets the next process have it. */
  release(): Promise<void>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** @throws KernelError `DATA-TAKEN` where another process that is alive has it */
export async function takeDataFolder(context: Context, folder: string): Promise<DataFolder> {
  const path = resolve(context.io.cwd, folder);
  const lock = `${path}.lock`;
  await mkdir(dirname(path), { recursive: true });
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (owner > 0 && isAlive(owner)) throw failure(context.locale, 'DATA-TAKEN', 'dataTaken', { file: folder, name: owner });
  // A process that was killed left its name behind.
  await rm(lock, { force: true });
  await writeFile(lock, String(process.pid), { flag: 'wx' });
  return { path, isNew: !existsSync(join(path, 'PG_VERSION')), release: () => rm(lock, { force: true }) };
}
