/** Verdicts from the language worker: one question at a time, only the newest text waits, stale answers are dropped. */
import * as Comlink from 'comlink';
import type { CheckOptions, CheckResult } from '../../kernel/contract/check';
import type { LanguageWorkerApi } from '../../workers/protocol';
import { withDeadline } from '../kernel/deadline';

/** The engine bounds its own work; a check that takes longer than this means the worker is gone. */
const CHECK_DEADLINE_MS = 15_000;

export interface Checker {
  /** Asks for a verdict; only the newest question is answered. */
  ask(text: string, options: CheckOptions): void;
  close(): void;
}

interface Question {
  text: string;
  options: CheckOptions;
}

export function createChecker(onVerdict: (text: string, result: CheckResult) => void): Checker {
  let worker: Worker | null = null;
  let api: Comlink.Remote<LanguageWorkerApi> | null = null;
  let waiting: Question | null = null;
  let busy = false;

  function connect(): Comlink.Remote<LanguageWorkerApi> {
    worker ??= new Worker(new URL('../../workers/language.worker.ts', import.meta.url), { type: 'module', name: 'language' });
    api ??= Comlink.wrap<LanguageWorkerApi>(worker);
    return api;
  }

  function drop(): void {
    worker?.terminate();
    worker = null;
    api = null;
  }

  function take(): Question | null {
    const question = waiting;
    waiting = null;
    return question;
  }

  const isOverdue = (): boolean => waiting !== null;

  async function work(): Promise<void> {
    busy = true;
    for (let question = take(); question; question = take()) {
      try {
        const result = await withDeadline(connect().check(question.text, question.options), CHECK_DEADLINE_MS, 'The check');
        // A newer text is waiting: its verdict is the one to show.
        if (!isOverdue()) onVerdict(question.text, result);
      } catch {
        drop();
      }
    }
    busy = false;
  }

  return {
    ask(text, options) {
      waiting = { text, options };
      if (!busy) void work();
    },
    close: drop,
  };
}
