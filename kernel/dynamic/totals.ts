/** How many rows a condition holds for: exact, and counted once for as long as nothing is written. */
import type { Statement } from '../database/port';
import { compile, sql, type Fragment } from '../database/sql';
import type { Registry } from '../installed/registry';
import { type Operation, readAsCaller } from '../operation/operation';
import { isCut } from './page-bytes';
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

/** Which of the rows a page is. */
export interface Place {
  readonly limit: number;
  readonly offset: number;
}

/** How many rows there are, where a page tells it: it is the last one. */
const toldBy = (rows: readonly Row[], { limit, offset }: Place): number | null =>
  rows.length < limit && (rows.length > 0 || offset === 0) && !isCut(rows) ? offset + rows.length : null;

/**
 * A page of rows and how many there are of `counted`, which begins with a table and ends with a condition; null counts nothing. Both
 * travel in one message, but for a `place` among rows that no index finds: the last page has read them all, and leaves nothing to count.
 */
export async function readPage(
  operation: Operation,
  page: Statement,
  counted: Fragment | null,
  place: Place | null = null,
): Promise<{ rows: Row[]; total: number | null }> {
  const { database, registry, principal } = operation;
  if (counted === null) {
    const [alone] = await readAsCaller<Row>(operation, () => [page]);
    return { rows: alone?.rows ?? [], total: null };
  }
  const count = compile(sql`select count(*)::int as total from ${counted}`);
  const known = countedFor(registry);
  const key = JSON.stringify([principal.organizationId, principal.userId, count.sql, count.parameters]);
  // What was written is known at the turn alone.
  const turn = { at: 0, total: null as number | null };
  const look = (): void => {
    turn.at = database.changes();
    const found = known.get(key);
    turn.total = found?.at === turn.at ? found.total : null;
  };
  const [read, own] = await readAsCaller<Row>(operation, () => {
    look();
    return turn.total !== null || place !== null ? [page] : [page, count];
  });
  const rows = read?.rows ?? [];
  if (turn.total !== null) return { rows, total: turn.total };
  const countNow = async (): Promise<number> => {
    const [later] = await readAsCaller<Row>(operation, () => {
      look();
      return [count];
    });
    return Number(later?.rows[0]?.total ?? 0);
  };
  const total = own ? Number(own.rows[0]?.total ?? 0) : ((place && toldBy(rows, place)) ?? (await countNow()));
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, { at: turn.at, total });
  return { rows, total };
}
