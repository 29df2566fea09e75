import { type ProjectStore, type StoredProject, writeProject } from '../../workers/project-store';

export interface Saver {
  /** Saves the newest state; a save that is under way is followed by one with what came meanwhile. */
  save(project: StoredProject): void;
  /** The project as it is stored now: from here on only what differs from it is written. */
  stored(project: StoredProject): void;
  /** Resolves when nothing is waiting. */
  settled(): Promise<void>;
}

/** `onFailure` hears when the browser refuses (a full disk); the project stays in memory and the next save tries again. */
export function createSaver(store: ProjectStore, onFailure: (failed: boolean) => void): Saver {
  let waiting: StoredProject | null = null;
  let working: Promise<void> | null = null;
  /** What is stored of the project that was saved or read last. */
  let known: StoredProject | null = null;

  async function work(): Promise<void> {
    while (waiting) {
      const project: StoredProject = waiting;
      waiting = null;
      try {
        await writeProject(store, project, known?.id === project.id ? known.files : null);
        known = project;
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
    stored(project) {
      known = project;
    },
    settled: () => working ?? Promise.resolve(),
  };
}
