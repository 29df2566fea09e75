/** How many rows a condition holds for: exact, and counted once for as long as nothing is written. */
import type { Statement } from '../database/port';
import { compile, sql, type Fragment } from '../database/sql';
import type { Registry } from '../installed/registry';
import { type Operation, readAsCaller } from '../operation/operation';
import type { Row } from './row';

/** What is asked for is up to the caller, so what is remembered has an end. */
const MAX_REMEMBERED = 500;

interface Counted {
  /** `Database.changes` when it was counted. */
  readonly at: number;
  readonly total: number;
}

/** By a registry, which is replaced as a whole by every install. */
const REMEMBERED = new WeakMap<Registry, Map<string, Counted>>();

function countedFor(registry: Registry): Map<string, Counted> {
  let counted = REMEMBERED.get(registry);
  if (!counted) REMEMBERED.set(registry, (counted = new Map<string, Counted>()));
  return counted;
}

/**
 * A page of rows and how many there are of `counted`, which begins with a table and ends with a condition; null counts nothing. Both
 * travel in one message.
 */
export async function readPage(
  operation: Operation,
  page: Statement,
  counted: Fragment | null,
): Promise<{ rows: Row[]; total: number | null }> {
  const { database, registry, principal } = operation;
  const count = counted && compile(sql`select count(*)::int as total from ${counted}`);
  const known = countedFor(registry);
  const key = count && JSON.stringify([principal.organizationId, principal.userId, count.sql, count.parameters]);
  let at = 0;
  let total: number | null = null;
  const [rows, totals] = await readAsCaller<Row>(operation, () => {
    // What was written is known at the turn alone.
    at = database.changes();
    const found = key === null ? undefined : known.get(key);
    total = found?.at === at ? found.total : null;
    return count === null || total !== null ? [page] : [page, count];
  });
  if (key !== null && totals) {
    total = Number(totals.rows[0]?.total ?? 0);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, { at, total });
  }
  return { rows: rows?.rows ?? [], total };
}
