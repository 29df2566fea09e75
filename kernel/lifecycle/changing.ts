/** Transactions that change what is installed. */
import type { Database, Session } from '../database/port';
import { type Origin, originText } from '../journal/origin';
import { loadRegistry, type Registry } from '../installed/registry';

/** What an operation that changes what is installed leads to, and what is installed then. */
interface Outcome<T> {
  value: T;
  registry: Registry;
}

/**
 * One transaction that changes what is installed. `onChanged` hears of what is installed then with the commit, before the next
 * operation has its turn: nobody sees the one without the other. `origin` is what the journal is told of it.
 */
export async function changing<T>(
  database: Database,
  onChanged: (registry: Registry) => void,
  origin: Origin,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { value } = await database.asOwner(
    async (session): Promise<Outcome<T>> => ({ value: await work(session), registry: await loadRegistry(session) }),
    ({ registry }) => onChanged(registry),
    originText(origin),
  );
  return value;
}
