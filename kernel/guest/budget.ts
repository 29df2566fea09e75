/** The time that a call of a guest may take: its own and that of most host calls counts, what it waits for HTTP does not, up to a cap. */
import type { Clock } from '../clock';

/** Milliseconds that one call may spend in HTTP beside its own time. */
export const MAX_HTTP_WAIT_MS = 60_000;

export interface Budget {
  /** It waits for HTTP from now on. */
  pause(): void;
  resume(): void;
  /** Nothing is called any more. */
  end(): void;
}

/** Begins to count; `over` is called once when either time is used up. */
export function createBudget(clock: Clock, timeoutMs: number, over: () => void): Budget {
  const left = { own: timeoutMs, http: MAX_HTTP_WAIT_MS };
  let callOff = (): void => undefined;
  let ended = false;
  let since = 0;
  let counting: keyof typeof left = 'own';
  const begin = (which: keyof typeof left): void => {
    counting = which;
    since = clock.now();
    callOff = clock.after(left[which], () => {
      ended = true;
      over();
    });
  };
  const change = (to: keyof typeof left): void => {
    if (ended || counting === to) return;
    callOff();
    left[counting] = Math.max(0, left[counting] - (clock.now() - since));
    begin(to);
  };
  begin('own');
  return {
    pause: () => change('http'),
    resume: () => change('own'),
    end() {
      ended = true;
      callOff();
    },
  };
}
