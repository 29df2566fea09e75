/** Fills one table with sample rows, in chunks: each a transaction of its own, with time for other requests between them. */
import { SqlError } from '../database/port';
import { compile, join, sql } from '../database/sql';
import { from, visible } from '../dynamic/row';
import { asCaller, type Operation } from '../operation/operation';
import { messageOf } from '../errors';
import { ownReading } from '../security/readable';
import type { Link } from './links';
import type { ModelPlan } from './model-plan';
import { loadPool, type Pool, type Target } from './pool';
import { createRandom } from './random';
import { buildRow, type BuildFacts, type SampleRow } from './row-builder';
import type { SeedShortfall } from './run';
import { writeRows } from './write-rows';

const CHUNK = 500;
/** A table whose rows point at each other starts small, so that the later ones have something to point at. */
const FIRST_CHUNK_OF_TREE = 20;
/** Rows that are tried for each that is wanted, where they have to differ and chance makes them alike. */
const TRIES_PER_ROW = 4;
const SPARE_TRIES = 200;
const MARK_RANGE = 900_000_000;
const MAX_TREE_TARGETS = 50_000;

export interface FillHooks {
  /** Runs between chunks. */
  pause: () => Promise<void>;
  isCancelled: () => boolean;
  /** Hears of rows that are committed, with their ids. */
  onRows: (ids: readonly string[]) => Promise<void>;
}

export type FillFacts = Omit<BuildFacts, 'plan' | 'pools' | 'idOf' | 'origin'>;

export interface Filled {
  rows: number;
  shortfall: SeedShortfall | null;
}

async function readPools(operation: Operation, plan: ModelPlan): Promise<Map<Link, Pool>> {
  return asCaller(operation, async (session) => {
    const pools = new Map<Link, Pool>();
    for (const link of plan.links) pools.set(link, await loadPool(operation, session, plan.model, link));
    return pools;
  });
}

async function rowCount(operation: Operation, plan: ModelPlan): Promise<number> {
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ count: number }>(
      compile(
        sql`select count(*)::int as count from ${from(ownReading(plan.model))} where ${join([visible({ ...plan.model, softDelete: false }, operation.principal.organizationId)])}`,
      ),
    ),
  );
  return rows[0]?.count ?? 0;
}

/** Lets later rows of a tree point at those that were just written. */
function growTree(plan: ModelPlan, pools: ReadonlyMap<Link, Pool>, rows: readonly SampleRow[], written: ReadonlySet<string>): void {
  for (const [link, pool] of pools) {
    if (link.target !== plan.model || pool.targets.length > MAX_TREE_TARGETS) continue;
    for (const row of rows) {
      if (!written.has(row.get('id') ?? '')) continue;
      const target: Target = {
        values: link.targetColumns.map((name) => row.get(name) ?? ''),
        group: link.within === null ? '' : (row.get(link.within.column) ?? ''),
        budget: new Map(),
      };
      (pool.targets as Target[]).push(target);
    }
  }
}

/** Writes a chunk; where PostgreSQL refuses the whole, each row alone. Answers ids, and what was said of a row that was refused. */
async function writeChunk(
  operation: Operation,
  plan: ModelPlan,
  rows: readonly SampleRow[],
): Promise<{ ids: string[]; refusal: string | null }> {
  try {
    return { ids: await asCaller(operation, (session) => writeRows(operation, session, plan, rows)), refusal: null };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
  const ids: string[] = [];
  let refusal: string | null = null;
  await asCaller(operation, async (session) => {
    for (const row of rows) {
      try {
        ids.push(...(await session.savepoint(() => writeRows(operation, session, plan, [row]))));
      } catch (error) {
        if (!(error instanceof SqlError)) throw error;
        refusal ??= messageOf(error);
      }
    }
  });
  return { ids, refusal };
}

function shortfallOf(plan: ModelPlan, pools: ReadonlyMap<Link, Pool>, repeated: number, refusal: string | null): SeedShortfall {
  const empty = [...pools].filter(([link, pool]) => link.required && pool.targets.length === 0).map(([link]) => link.target.table);
  if (empty.length > 0) return { code: 'needs_rows', detail: [...new Set(empty)].join(', ') };
  if (refusal !== null) return { code: 'refused', detail: refusal };
  return { code: repeated > 0 ? 'unique' : 'rules', detail: plan.model.table };
}

/** Fills a table with `wanted` rows, or as many as its rules allow. `index` is its place among the run's tables. */
export async function fillTable(
  operation: Operation,
  plan: ModelPlan,
  wanted: number,
  facts: FillFacts & { runId: string; seed: string; index: number },
  hooks: FillHooks,
): Promise<Filled> {
  const pools = await readPools(operation, plan);
  const origin = `${facts.seed}/${plan.model.addonKey}.${plan.model.table}`;
  const tableDigits = facts.index.toString(16).padStart(3, '0');
  const idOf = (n: number): string => `${facts.runId.slice(0, 13)}-4${tableDigits}-8000-${n.toString(16).padStart(12, '0')}`;
  const build: BuildFacts = { ...facts, plan, pools, origin, idOf };
  const base = await rowCount(operation, plan);
  const isTree = plan.links.some((link) => link.target === plan.model);
  const most = wanted * TRIES_PER_ROW + SPARE_TRIES;
  let [made, tried, repeated] = [0, 0, 0];
  let refusal: string | null = null;
  while (made < wanted && tried < most && !hooks.isCancelled()) {
    const size = Math.min(wanted - made, isTree && tried === 0 ? FIRST_CHUNK_OF_TREE : CHUNK);
    const rows: SampleRow[] = [];
    for (let count = 0; count < size; count += 1) {
      const n = tried++;
      // Rows in order first; where those are taken, marks that hardly are.
      const mark = n < wanted ? base + n + 1 : createRandom(`${origin}/mark/${String(n)}`).int(1, MARK_RANGE);
      const row = buildRow(build, n, mark);
      if (row) rows.push(row);
    }
    const { ids, refusal: said } = await writeChunk(operation, plan, rows);
    refusal ??= said;
    if (said === null) repeated += rows.length - ids.length;
    made += ids.length;
    if (isTree) growTree(plan, pools, rows, new Set(ids));
    await hooks.onRows(ids);
    await hooks.pause();
  }
  return { rows: made, shortfall: made < wanted && !hooks.isCancelled() ? shortfallOf(plan, pools, repeated, refusal) : null };
}
