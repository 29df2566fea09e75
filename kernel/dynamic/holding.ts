import type { Session } from '../database/port';
import { asCaller, type Operation } from './operation';

/**
 * One transaction as the operation's caller in which the code of addons may run. What it emits leaves when the transaction is
 * over, however it ended: on the hosts it had left already. An event that left inside would wait for the transaction it is in.
 */
export async function holding<T>(operation: Operation, work: (session: Session) => Promise<T>): Promise<T> {
  const held: (() => Promise<void>)[] = [];
  try {
    return await asCaller(operation, (session) => {
      operation.services.held.set(session, held);
      return work(session);
    });
  } finally {
    for (const leave of held) await leave();
  }
}
