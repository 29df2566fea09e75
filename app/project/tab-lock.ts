/** One tab works on a project at a time: a second one sharing its database would overwrite it without an error. */

export interface HeldLock {
  /** Resolves when another tab took the lock over. */
  lost: Promise<void>;
  release(): void;
}

const lockName = (projectId: string): string => `metacore-playground:${projectId}`;

/** Takes the project's lock; null when another tab holds it and `takeOver` is false. */
export function acquireLock(projectId: string, takeOver: boolean): Promise<HeldLock | null> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((end) => {
      release = end;
    });
    let whenLost: () => void = () => undefined;
    const lost = new Promise<void>((end) => {
      whenLost = end;
    });
    navigator.locks
      .request(lockName(projectId), takeOver ? { steal: true } : { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        resolve({ lost, release });
        return held;
      })
      .catch((error: unknown) => {
        // A lock that was stolen rejects its request with AbortError.
        if (error instanceof DOMException && error.name === 'AbortError') whenLost();
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
