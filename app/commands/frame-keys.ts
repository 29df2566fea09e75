/** Keys of the page that are pressed in a preview. The frame hears them, the page knows what they run; neither imports the other. */

interface Listener {
  /** All keys that run something, as tinykeys writes them. */
  keys: () => readonly string[];
  run: (keys: string) => void;
}

let listener: Listener | null = null;

/** Makes the window hear what is pressed in its frames; the answer ends it. */
export function listenToFrames(listening: Listener): () => void {
  listener = listening;
  return () => {
    if (listener === listening) listener = null;
  };
}

/** The keys that a frame leaves to the page; none where no window listens, as in an embedded preview. */
export const keysForFrames = (): readonly string[] => listener?.keys() ?? [];

/** A frame tells of keys. It may tell of any; only those that were given to it run something. */
export function pressedInFrame(keys: string): void {
  if (keysForFrames().includes(keys)) listener?.run(keys);
}
