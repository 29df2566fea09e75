/** Transactions that change what is installed. */
import type { Database, Session } from '../database/port';
import { loadRegistry, type Registry } from '../installed/registry';

/** What an operation that changes what is installed leads to, and what is installed then. */
interface Outcome<T> {
  value: T;
  registry: Registry;
}

/**
 * One transaction that changes what is installed. `onChanged` hears of what is installed then with the commit, before the next
 * operation has its turn: nobody sees the one without the other.
 */
export async function changing<T>(
  database: Database,
  onChanged: (registry: Registry) => void,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { value } = await database.asOwner(
    async (session): Promise<Outcome<T>> => ({ value: await work(session), registry: await loadRegistry(session) }),
    ({ registry }) => onChanged(registry),
  );
  return value;
}
