/**
 * What the kernel asks a view: a picture of itself, and what axe says of its screen. The frame is of another origin, so the page
 * cannot look into it; it looks at itself, when the person asks, and its answer is a stranger's: one question at a time, the
 * answer to that very question, in the shape and size that the question allows.
 */
import { KernelError } from '../kernel/errors';
import { readAudit, type AuditEntry } from '../kernel/publish/audit';
import { pictureKind } from '../kernel/publish/picture-kind';
import { MAX_PICTURE_BYTES, type PortViewQuestion, type ViewWish } from './protocol';

const DEADLINE_MS = 20_000;

interface Answers {
  /** A PNG. */
  picture: Uint8Array;
  audit: AuditEntry[];
}

const READ: { readonly [Wish in ViewWish]: (value: unknown) => Answers[Wish] | null } = {
  picture: (value) =>
    value instanceof ArrayBuffer && value.byteLength <= MAX_PICTURE_BYTES && pictureKind(new Uint8Array(value)) === 'png'
      ? new Uint8Array(value)
      : null,
  audit: readAudit,
};

export interface ViewQuestions {
  /**
   * @throws KernelError `view_busy`, `view_late`, `view_failed` (the view could not do it), `view_refused` (what it sent is not what was
   *   asked for)
   */
  ask<Wish extends ViewWish>(wish: Wish): Promise<Answers[Wish]>;
  /** Takes a message of the port; false when it is no answer of a view. */
  receive(message: unknown): boolean;
}

interface Waiting {
  id: number;
  settle: (value: unknown) => void;
}

export function createViewQuestions(post: (message: PortViewQuestion) => void, deadlineMs = DEADLINE_MS): ViewQuestions {
  let waiting: Waiting | null = null;
  let lastId = 0;
  return {
    ask<Wish extends ViewWish>(wish: Wish) {
      if (waiting) return Promise.reject(new KernelError('view_busy', 'The preview is busy with a question before this one.'));
      const id = ++lastId;
      return new Promise<Answers[Wish]>((resolve, reject) => {
        const refuse = (code: string, message: string): void => {
          clearTimeout(timer);
          waiting = null;
          reject(new KernelError(code, message));
        };
        const timer = setTimeout(() => refuse('view_late', 'The preview took too long to answer.'), deadlineMs);
        const settle = (value: unknown): void => {
          if (value === null) {
            refuse('view_failed', 'The preview could not do this.');
            return;
          }
          const answer = READ[wish](value);
          if (answer === null) {
            refuse('view_refused', 'What the preview sent is not what it was asked for.');
            return;
          }
          clearTimeout(timer);
          waiting = null;
          resolve(answer);
        };
        waiting = { id, settle };
        post({ kind: 'view', id, wish });
      });
    },
    receive(message) {
      if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== 'view') return false;
      // An answer that nobody waits for is dropped.
      if (waiting && 'id' in message && message.id === waiting.id && 'value' in message) waiting.settle(message.value);
      return true;
    },
  };
}
