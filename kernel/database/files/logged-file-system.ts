/** PGlite's data directory in memory, with each change kept in a log; what is read costs nothing, and two files hold everything. */
import { PGlite } from '@electric-sql/pglite';
import { type ChangeSet, MemfsFrontendFS, type StorageBackend, type StorageEntry } from '@electric-sql/pglite/memfs-frontend';
import { isStorageFull } from '../storage-full';
import type { ChangeLog } from './change-log';

/** What is asked of the engine's file system, whose own types are not published. */
interface EngineFiles {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/** The whole data directory as one set of changes to an empty one. */
function wholeOf(files: EngineFiles): ChangeSet {
  const root = PGlite.paths.PGDATA;
  const whole: ChangeSet = { ops: [], files: { wal: [], data: [], control: [] } };
  const walk = (path: string): void => {
    for (const name of files.readdir(root + path)) {
      if (name === '.' || name === '..') continue;
      const entry = `${path}/${name}`;
      if (files.isDir(files.stat(root + entry).mode)) {
        whole.ops.push({ op: 'mkdir', path: entry });
        walk(entry);
      } else {
        const data = files.readFile(root + entry);
        whole.files.data.push({ path: entry, size: data.byteLength, full: true, truncate: true, chunks: [{ at: 0, data }] });
      }
    }
  };
  walk('');
  return whole;
}

class LogBackend implements StorageBackend {
  /** The engine's files, once it runs. */
  files: (() => EngineFiles) | undefined;

  constructor(private readonly log: ChangeLog) {}

  init(): Promise<void> {
    return Promise.resolve();
  }

  async *load(): AsyncIterable<StorageEntry> {
    yield* await Promise.resolve(this.log.takeEntries());
  }

  apply(changes: ChangeSet, { relaxedDurability }: { relaxedDurability: boolean }): Promise<void> {
    return new Promise((resolve) => {
      const { files } = this;
      if (!files) throw new Error('The files were changed before the engine ran.');
      // The engine waits, so its files are as they were when the changes were collected.
      this.log.append(changes, () => wholeOf(files()), !relaxedDurability);
      resolve();
    });
  }

  close(): Promise<void> {
    this.log.close();
    return Promise.resolve();
  }
}

/** The file system handed to PGlite. */
export class LoggedFileSystem extends MemfsFrontendFS {
  readonly #log: ChangeLog;
  #isBehind = false;

  constructor(log: ChangeLog) {
    const backend = new LogBackend(log);
    super(backend);
    this.#log = log;
    backend.files = () => {
      if (!this.pg) throw new Error('The engine has not started.');
      return this.pg.Module.FS as EngineFiles;
    };
  }

  /**
   * Where there is no room the changes wait, and go with the next: what was asked is answered all the same, since whoever wants to
   * commit asks `hasRoom` first.
   */
  override async syncToFs(relaxedDurability?: boolean): Promise<void> {
    try {
      await super.syncToFs(relaxedDurability);
      this.#isBehind = false;
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      this.#isBehind = true;
    }
  }

  /** Whether what is committed now will be kept. */
  async hasRoom(): Promise<boolean> {
    if (this.#isBehind) await this.syncToFs();
    return !this.#isBehind && this.#log.hasRoom();
  }
}
