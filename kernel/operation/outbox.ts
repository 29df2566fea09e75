/**
 * Effects that run after a transaction has committed: listeners are notified, events dispatched, the journal written. The commit
 * stands, so an effect that fails is reported, stops no other one and never changes the response.
 */
import type { Session } from '../database/port';

export type Effect = () => void | Promise<void>;

export interface Outbox {
  /** Runs once the transaction is committed, and not at all where it is not. */
  afterCommit(effect: Effect): void;
  /** Runs once the transaction is over, however it ended. */
  atEnd(effect: Effect): void;
}

const OUTBOXES = new WeakMap<Session, Outbox>();

/** The outbox of the transaction under way; undefined where it was opened without one. */
export const outboxOf = (session: Session): Outbox | undefined => OUTBOXES.get(session);

/** Runs an effect of something that is done; what it throws is reported. */
export async function runReported(reportError: (error: unknown) => void, effect: Effect): Promise<void> {
  try {
    await effect();
  } catch (error) {
    reportError(error);
  }
}

/**
 * Runs `work` in the transaction that `begin` opens, and what it put into its outbox afterwards, in that order.
 * @throws what the transaction throws, and nothing else
 */
export async function withOutbox<T>(
  reportError: (error: unknown) => void,
  begin: (work: (session: Session) => Promise<T>) => Promise<T>,
  work: (session: Session, outbox: Outbox) => Promise<T>,
): Promise<T> {
  const effects: { effect: Effect; always: boolean }[] = [];
  const outbox: Outbox = {
    afterCommit: (effect) => effects.push({ effect, always: false }),
    atEnd: (effect) => effects.push({ effect, always: true }),
  };
  let committed = false;
  try {
    const value = await begin((session) => {
      OUTBOXES.set(session, outbox);
      return work(session, outbox);
    });
    committed = true;
    return value;
  } finally {
    for (const { effect, always } of effects) if (always || committed) await runReported(reportError, effect);
  }
}
