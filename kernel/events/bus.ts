/** Listeners inside this process: called one after another, in the order they came, after the event is committed. */
import { matchesEvent } from './names';

/** An event that left. */
export interface Published {
  organizationId: string;
  name: string;
  /** Key of the addon that emitted it, or `kernel`. */
  publisher: string;
  occurrenceId: string;
  payload: unknown;
}

export interface Bus {
  /** Hears of the events a pattern matches, of every organization: the listener has to look. The answer ends it. */
  on(pattern: string, listener: (event: Published) => void): () => void;
  /** Answers how many listeners there were. */
  publish(event: Published): number;
}

/** `report` hears of what a listener threw; its siblings are called all the same. */
export function createBus(report: (error: unknown) => void): Bus {
  let listeners: readonly { pattern: string; listener: (event: Published) => void }[] = [];
  return {
    on(pattern, listener) {
      const entry = { pattern, listener };
      listeners = [...listeners, entry];
      return () => {
        listeners = listeners.filter((other) => other !== entry);
      };
    },
    publish(event) {
      let count = 0;
      for (const { pattern, listener } of listeners) {
        if (!matchesEvent(pattern, event.name)) continue;
        count += 1;
        try {
          listener(event);
        } catch (error) {
          report(error);
        }
      }
      return count;
    },
  };
}
