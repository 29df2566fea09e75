import { visible } from './values/visible';

/**
 * An error a person may see: a stable code, a sentence, and what caused it. Nothing in the kernel throws bare strings or
 * swallows a cause.
 */
export class KernelError extends Error {
  readonly code: string;
  /** Data that helps a caller to react (never needed to understand the sentence). */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    // A sentence may repeat a name from outside: what nobody can see in it is written out.
    super(visible(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'KernelError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The sentence of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
