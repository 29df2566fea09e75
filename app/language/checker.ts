/** Verdicts from the language worker: one question at a time, only the newest state waits, stale answers are dropped. */
import type { Locale } from '../../kernel/locale';
import type { PageVerdict } from '../../kernel/host/page-verdict';
import { createFilesSender, type FilesByPath } from '../../workers/project-files';
import { askLanguage } from './client';

export interface Checker {
  /** Asks for a verdict; only the newest question is answered. */
  ask(files: FilesByPath, locale: Locale): void;
}

interface Question {
  files: FilesByPath;
  locale: Locale;
}

export function createChecker(onVerdict: (files: FilesByPath, result: PageVerdict) => void): Checker {
  let waiting: Question | null = null;
  let busy = false;
  const sender = createFilesSender();

  function take(): Question | null {
    const question = waiting;
    waiting = null;
    return question;
  }

  const isOverdue = (): boolean => waiting !== null;

  async function judge({ files, locale }: Question): Promise<PageVerdict | null> {
    const verdict = await askLanguage(async (api) => api.judge(sender.next(files), locale));
    if (verdict) return verdict;
    // A worker that was started meanwhile holds no files yet.
    sender.forget();
    return askLanguage(async (api) => api.judge(sender.next(files), locale));
  }

  async function work(): Promise<void> {
    busy = true;
    for (let question = take(); question; question = take()) {
      try {
        const result = await judge(question);
        // A newer state is waiting: its verdict is the one to show.
        if (result && !isOverdue()) onVerdict(question.files, result);
      } catch {
        // The worker was ended; the next edit asks a new one.
        sender.forget();
      }
    }
    busy = false;
  }

  return {
    ask(files, locale) {
      waiting = { files, locale };
      if (!busy) void work();
    },
  };
}
