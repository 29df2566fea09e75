/** Long work in slices: whoever computes for long lets messages, timers and other requests in between. */

/** Lets messages and other requests in. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** How long one slice may keep others waiting. */
const SLICE_MS = 25;

/**
 * A function to call often in a long loop: it pauses when a slice is over and costs next to nothing otherwise.
 * @example const breathe = slices(); for (…) { …; if (breathe.due()) await breathe.pause(); }
 */
export function slices(now: () => number = () => performance.now()): { due(): boolean; pause(): Promise<void> } {
  let end = now() + SLICE_MS;
  return {
    due: () => now() >= end,
    async pause() {
      await pause();
      end = now() + SLICE_MS;
    },
  };
}
