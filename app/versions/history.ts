/** The history of a project: versions that are kept, named, shown, and become fewer with time. */
import { composed, deltaOf, type Files, filesAfter } from './delta';
import type { StoredVersion, VersionStore } from './store';

export type Version = Omit<StoredVersion, 'delta'> & {
  /** The files that it changed of the version before. */
  paths: string[];
};

/** Versions that are kept of a project. Of those that have no name the oldest go into the next one. */
export const MAX_VERSIONS = 200;

/** Of `versions`, the oldest first: the files as the one of that id left them; null where there is none. */
function filesAt(versions: readonly StoredVersion[], id: number): Files | null {
  const at = versions.findIndex((version) => version.id === id);
  return at < 0 ? null : filesAfter(versions.slice(0, at + 1).map(({ delta }) => delta));
}

const filesNow = (versions: readonly StoredVersion[]): Files => filesAfter(versions.map(({ delta }) => delta));

export interface History {
  /** The newest first. */
  list(projectId: string): Promise<Version[]>;
  /** Keeps the files as they are. Nothing is added where nothing changed, except under a name; answers whether something was. */
  keep(projectId: string, files: Files, name?: string): Promise<boolean>;
  rename(projectId: string, id: number, name: string): Promise<void>;
  /** Null for a version that is not there any more. */
  files(projectId: string, id: number): Promise<Files | null>;
  forget(projectId: string): Promise<void>;
}

export function createHistory(store: VersionStore, now: () => number): History {
  /** One after the other: each builds on the versions before. */
  let working: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = working.then(work);
    working = next.catch(() => undefined);
    return next;
  }

  async function prune(versions: readonly StoredVersion[]): Promise<void> {
    if (versions.length <= MAX_VERSIONS) return;
    const at = versions.findIndex(({ name }, index) => name === '' && index < versions.length - 1);
    const [oldest, next] = [versions[at], versions[at + 1]];
    if (oldest && next) await store.replace({ ...next, delta: composed(oldest.delta, next.delta) }, oldest.id);
  }

  return {
    list: (projectId) =>
      inTurn(async () =>
        (await store.all(projectId)).map(({ delta, ...version }) => ({ ...version, paths: Object.keys(delta).sort() })).reverse(),
      ),
    keep: (projectId, files, name = '') =>
      inTurn(async () => {
        const versions = await store.all(projectId);
        const delta = deltaOf(filesNow(versions), files);
        if (Object.keys(delta).length === 0 && (name === '' || versions.at(-1)?.name === name)) return false;
        const version = { projectId, id: (versions.at(-1)?.id ?? 0) + 1, at: now(), name, delta };
        await store.put(version);
        await prune([...versions, version]);
        return true;
      }),
    rename: (projectId, id, name) =>
      inTurn(async () => {
        const version = (await store.all(projectId)).find((one) => one.id === id);
        if (version) await store.put({ ...version, name });
      }),
    files: (projectId, id) => inTurn(async () => filesAt(await store.all(projectId), id)),
    forget: (projectId) => inTurn(() => store.forget(projectId)),
  };
}
