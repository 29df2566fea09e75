/** What the servers behind webhooks answer: nothing is sent anywhere, so the person at the desk says it. */
import { type Port, port } from '../port';

export interface MockAnswer {
  /** HTTP status. */
  status: number;
  body: string;
}

/** What answers where nothing was set. */
export const USUAL_ANSWER: MockAnswer = {
  status: 200,
  body: JSON.stringify({ success: true, data: { delivered_to: 'mock outbox' } }),
};

/** More set answers than a project has webhooks. */
const MAX_ANSWERS = 200;
const MAX_ANSWER_CHARS = 64 * 1024;

export interface WebhookAnswers {
  /** The answer of an address: its own, else the one of `*`, else the usual one. */
  answerOf(url: string): MockAnswer;
  /**
   * Sets what an address answers from now on; `*` stands for all of them, null takes it back.
   * @throws RangeError for a status that is none, a text of more than 64 KiB, or more than 200 addresses
   */
  set(url: string, answer: MockAnswer | null): void;
}

/** What is set here holds for all organizations; `of` is one organization's own, which comes first. */
export interface WebhookDesk extends WebhookAnswers {
  of(organizationId: string): WebhookAnswers;
}

export const DESK: Port<WebhookDesk> = port('the desk of webhooks');

export function createDesk(): WebhookDesk {
  const everybody = answersOver(() => USUAL_ANSWER);
  const own = new Map<string, WebhookAnswers>();
  return {
    ...everybody,
    of(organizationId) {
      let found = own.get(organizationId);
      if (!found) own.set(organizationId, (found = answersOver((url) => everybody.answerOf(url))));
      return found;
    },
  };
}

/** Answers of their own, and what an address answers that has none. */
function answersOver(otherwise: (url: string) => MockAnswer): WebhookAnswers {
  const answers = new Map<string, MockAnswer>();
  return {
    answerOf: (url) => answers.get(url) ?? answers.get('*') ?? otherwise(url),
    set(url, answer) {
      answers.delete(url);
      if (answer === null) return;
      const { status, body } = answer;
      if (!Number.isInteger(status) || status < 100 || status > 599) throw new RangeError(`${status} is no HTTP status`);
      if (body.length > MAX_ANSWER_CHARS) throw new RangeError('the answer is longer than 64 KiB');
      if (answers.size >= MAX_ANSWERS) throw new RangeError('answers are set for 200 addresses already');
      answers.set(url, { status, body });
    },
  };
}
