/** The last stage of a write: telling of it. What is said in the transaction itself is said by whoever is plugged in here. */
import type { Session } from '../database/port';
import { type Change, publishChange } from '../operation/change';
import type { Operation } from '../operation/operation';
import type { Effect, Outbox } from '../operation/outbox';
import { type Port, port } from '../port';
import type { Written } from './write-row';

/** Writes what is to be told of changes in their own transaction; answers what follows its commit. */
export type Announcer = (operation: Operation, session: Session, changes: readonly Change[]) => Promise<Effect>;

export const ANNOUNCER: Port<Announcer> = port('the announcer of writes');

/** Tells listeners of committed writes and of what they changed elsewhere. */
function publishWrites(operation: Operation, written: readonly Written[]): void {
  for (const { change, touched } of written) {
    publishChange(operation, change);
    for (const parent of touched) publishChange(operation, { ...parent, action: 'updated', before: null, after: null });
  }
}

/** Has writes told of: within their transaction, and to listeners when it is committed. */
export async function announce(operation: Operation, session: Session, outbox: Outbox, written: readonly Written[]): Promise<void> {
  const changes = written.map(({ change }) => change);
  const follow = await operation.services.ports.of(ANNOUNCER)(operation, session, changes);
  outbox.afterCommit(() => {
    publishWrites(operation, written);
    return follow();
  });
}
