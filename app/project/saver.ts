import type { ProjectStore, StoredProject } from '../../workers/project-store';

export interface Saver {
  /** Saves the newest state; a save that is under way is followed by one with what came meanwhile. */
  save(project: StoredProject): void;
  /** Resolves when nothing is waiting. */
  settled(): Promise<void>;
}

/** `onFailure` hears when the browser refuses (a full disk); the project stays in memory and the next save tries again. */
export function createSaver(store: ProjectStore, onFailure: (failed: boolean) => void): Saver {
  let waiting: StoredProject | null = null;
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (waiting) {
      const project: StoredProject = waiting;
      waiting = null;
      try {
        await store.put('projects', project);
        onFailure(false);
      } catch {
        onFailure(true);
      }
    }
    working = null;
  }

  return {
    save(project) {
      waiting = project;
      working ??= work();
    },
    settled: () => working ?? Promise.resolve(),
  };
}
