import { useEffect, useState } from 'react';

/**
 * What `ask` answers, asked again after each answer for as long as the component is shown. While nobody answers, as when the kernel is
 * started anew, the last answer stays.
 * @param ask the same function from one render to the next, or it begins anew; null asks nothing
 * @param everyMs milliseconds between an answer and the next question
 */
export function usePolled<T>(ask: (() => Promise<T>) | null, everyMs: number, first: T): T {
  const [answer, setAnswer] = useState(first);
  useEffect(() => {
    if (ask === null) return undefined;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const found = await ask().then(
        (value) => ({ value }),
        () => null,
      );
      if (!isCurrent) return;
      if (found) setAnswer(found.value);
      timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ask, everyMs]);
  return answer;
}
