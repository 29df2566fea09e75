/** Time as the kernel asks for it. Specs hand in a clock of their own, so that nothing has to wait for hours or for luck. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once, that many milliseconds later; the answer calls it off. */
  after(milliseconds: number, task: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    // In Node a retry that is due in half a minute must not keep a finished program alive.
    if (typeof timer === 'object' && 'unref' in timer) (timer as { unref: () => void }).unref();
    return () => clearTimeout(timer);
  },
};
