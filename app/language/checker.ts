/** Verdicts from the language worker: one question at a time, only the newest text waits, stale answers are dropped. */
import type { CheckOptions, CheckResult } from '../../kernel/contract/check';
import { askLanguage } from './client';

export interface Checker {
  /** Asks for a verdict; only the newest question is answered. */
  ask(text: string, options: CheckOptions): void;
}

interface Question {
  text: string;
  options: CheckOptions;
}

export function createChecker(onVerdict: (text: string, result: CheckResult) => void): Checker {
  let waiting: Question | null = null;
  let busy = false;

  function take(): Question | null {
    const question = waiting;
    waiting = null;
    return question;
  }

  const isOverdue = (): boolean => waiting !== null;

  async function work(): Promise<void> {
    busy = true;
    for (let question = take(); question; question = take()) {
      const { text, options } = question;
      try {
        const result = await askLanguage(async (api) => api.check(text, options));
        // A newer text is waiting: its verdict is the one to show.
        if (!isOverdue()) onVerdict(text, result);
      } catch {
        // The worker was ended; the next edit asks a new one.
        continue;
      }
    }
    busy = false;
  }

  return {
    ask(text, options) {
      waiting = { text, options };
      if (!busy) void work();
    },
  };
}
