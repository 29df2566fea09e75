/** One tab works on a project at a time: a second one sharing its database would overwrite it without an error. */

export interface HeldLock {
  /**
   * Resolves when another tab wants the project, or took it. Until `release` the other one waits, so that everything can
   * be saved first; a tab that does not answer in time is not waited for.
   */
  lost: Promise<void>;
  release(): void;
}

/** A tab that hands over saves its files and closes its database first; one that hangs must not keep the project for ever. */
const HAND_OVER_DEADLINE_MS = 15_000;

const HAND_OVER = 'hand-over';

const lockName = (projectId: string): string => `metacore-playground:${projectId}`;

/** Listens for a tab that wants the project. */
function wanted(name: string): { asked: Promise<void>; stop: () => void } {
  const channel = new BroadcastChannel(name);
  const asked = new Promise<void>((resolve) => {
    channel.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data === HAND_OVER) resolve();
    };
  });
  return { asked, stop: () => channel.close() };
}

/**
 * Where the browser has no locks (a page without HTTPS) or denies them (an embedded page that may keep nothing), there is
 * nobody to share the project with that could be asked.
 */
const UNSHARED: HeldLock = { lost: new Promise(() => undefined), release: () => undefined };

/** Asks for the lock once; null when it is not to be had on these terms. */
function request(name: string, options: LockOptions): Promise<HeldLock | null> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((end) => {
      release = end;
    });
    let whenStolen: () => void = () => undefined;
    const stolen = new Promise<void>((end) => {
      whenStolen = end;
    });
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        const { asked, stop } = wanted(name);
        void Promise.race([held, stolen]).then(stop);
        resolve({ lost: Promise.race([asked, stolen]), release });
        return held;
      })
      .catch((error: unknown) => {
        // A lock that was stolen rejects its request with AbortError, one that was waited for too long with TimeoutError.
        const name = error instanceof DOMException ? error.name : '';
        if (name === 'AbortError') whenStolen();
        else if (name === 'TimeoutError') resolve(null);
        else if (name === 'SecurityError') resolve(UNSHARED);
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}

/** Asks the tab that holds the lock to save and let go, and takes it by force where there is no answer. */
async function takenOver(name: string): Promise<HeldLock | null> {
  const channel = new BroadcastChannel(name);
  channel.postMessage(HAND_OVER);
  channel.close();
  return (await request(name, { signal: AbortSignal.timeout(HAND_OVER_DEADLINE_MS) })) ?? request(name, { steal: true });
}

/** Takes the project's lock; null when another tab holds it and `takeOver` is false. */
export function acquireLock(projectId: string, takeOver: boolean): Promise<HeldLock | null> {
  const name = lockName(projectId);
  if (!('locks' in navigator)) return Promise.resolve(UNSHARED);
  return takeOver ? takenOver(name) : request(name, { ifAvailable: true });
}
