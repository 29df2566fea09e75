/**
 * What the kernel adds to the database: requests through `kernel.fetch` against the very statements they send, BEGIN,
 * role and settings included, sent raw to PGlite. Both are taken in turn, so that a busy machine slows both alike.
 */
import { readFileSync } from 'node:fs';
import { createEngine, databaseOn } from '../kernel/database/pglite';
import type { Database, Statement } from '../kernel/database/port';
import { compile, sql } from '../kernel/database/sql';
import { createKernel, type Kernel } from '../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { hashOf, ticketsManifest } from '../kernel/testing/kernel';
import { type Figure, percentile, plain } from './table';

const ROWS = 10_000;
const RUNS = 300;
const WARM_UP = 30;
const SEED_IMAGE = 'public/seed/pgdata.bin';

type Engine = Awaited<ReturnType<typeof createEngine>>;

interface Bench {
  engine: Engine;
  database: Database;
  kernel: Kernel;
}

/** A kernel with the tickets addon and ten thousand tickets. */
async function open(): Promise<Bench> {
  const engine = await createEngine({ seedImage: new Blob([readFileSync(SEED_IMAGE)]) });
  const database = databaseOn(engine);
  const kernel = await createKernel({ database });
  const manifest = ticketsManifest();
  await kernel.install({ manifest, manifestHash: hashOf(manifest), organizationId: DEFAULT_PRINCIPAL.organizationId, locales: {} });
  await database.asOwner(async (session) => {
    await session.script('set local session_replication_role = replica');
    await session.run(
      compile(sql`insert into addon_tickets.tickets (organization_id, title, requester_email, status, amount, assignee_id, created_at)
        select ${DEFAULT_PRINCIPAL.organizationId}::uuid, 'Ticket ' || n, 'someone' || n || '@example.com',
          (array['open', 'in_progress', 'resolved', 'closed'])[1 + n % 4], n / 4.0, ${DEFAULT_PRINCIPAL.userId}::uuid, now() - n * interval '1 minute'
        from generate_series(1, ${ROWS}::int) as n`),
    );
  });
  await engine.exec('analyze addon_tickets.tickets');
  return { engine, database, kernel };
}

/** Runs a statement as the port does, without the port. */
async function raw(engine: Engine, statement: Statement): Promise<void> {
  if (/^(begin|commit)$/.test(statement.sql)) await engine.exec(statement.sql);
  else await engine.query(statement.sql, [...statement.parameters]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function compare({ engine, database, kernel }: Bench, what: string, budget: number, request: () => Request): Promise<Figure[]> {
  const ask = async () => {
    const response = await kernel.fetch(request());
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
    await response.json();
  };
  const statements: Statement[] = [];
  database.onStatement = (statement) => statements.push(statement);
  await ask();
  database.onStatement = undefined;
  const statementsRaw = async () => {
    for (const statement of statements) await raw(engine, statement);
  };
  const kernelSamples: number[] = [];
  const rawSamples: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run += 1) {
    const [through, direct] = [await timed(ask), await timed(statementsRaw)];
    if (run < WARM_UP) continue;
    kernelSamples.push(through);
    rawSamples.push(direct);
  }
  const [p50, rawP50] = [percentile(kernelSamples, 0.5), percentile(rawSamples, 0.5)];
  const ratio = p50 / rawP50;
  return [
    plain(`${what}, p50 of ${statements.length} statements`, `${p50.toFixed(2)} ms (raw ${rawP50.toFixed(2)} ms)`),
    { what: `${what}, kernel against raw`, value: `${ratio.toFixed(2)} ×`, budget: `≤ ${budget} ×`, holds: ratio <= budget },
  ];
}

export async function benchCrud(): Promise<Figure[]> {
  const bench = await open();
  const { rows } = await bench.engine.query<{ id: string }>('select id from addon_tickets.tickets order by created_at limit 1');
  const url = 'http://kernel.bench/api/data/tickets';
  const body = JSON.stringify({ title: 'A ticket', requester_email: 'someone@example.com', assignee_id: DEFAULT_PRINCIPAL.userId });
  const figures = [
    ...(await compare(bench, 'get a row', 1.5, () => new Request(`${url}/${rows[0]?.id ?? ''}`))),
    ...(await compare(bench, 'list 50 of 10,000 rows', 1.3, () => new Request(`${url}?per_page=50&page=3`))),
    ...(await compare(bench, 'create a row', 1.5, () => new Request(url, { method: 'POST', body }))),
  ];
  await bench.database.close();
  return figures;
}
