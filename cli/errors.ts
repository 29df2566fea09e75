import { KernelError } from '../kernel/errors';
import type { Locale } from '../kernel/locale';
import { say, type SentenceKey } from './messages';

type Values = Readonly<Record<string, string | number>>;

/** The command was asked wrongly: exit 2. */
export class UsageError extends KernelError {
  constructor(locale: Locale, key: SentenceKey, values: Values = {}) {
    super('USAGE', say(locale, key, values));
    this.name = 'UsageError';
  }
}

/** The command was asked rightly and cannot be done: exit 1. */
export function failure(locale: Locale, code: string, key: SentenceKey, values: Values = {}, cause?: unknown): KernelError {
  return new KernelError(code, say(locale, key, values), cause === undefined ? {} : { cause });
}
