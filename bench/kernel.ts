/** A kernel with the tickets addon and as many tickets as a measurement wants, and the engine under it. */
import { readFileSync } from 'node:fs';
import { connectionTo } from '../kernel/database/connection';
import { createEngine, databaseOn } from '../kernel/database/pglite';
import type { Database } from '../kernel/database/port';
import { compile, sql } from '../kernel/database/sql';
import { createKernel, type Kernel } from '../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { hashOf, ticketsManifest } from '../kernel/testing/kernel';

const SEED_IMAGE = 'public/seed/pgdata.bin';
export const URL_OF_TICKETS = 'http://kernel.bench/api/data/tickets';

export type Engine = Awaited<ReturnType<typeof createEngine>>;

export interface Bench {
  engine: Engine;
  database: Database;
  kernel: Kernel;
  /** Rows that are there. */
  rows: number;
}

/** A kernel that has the tickets addon and no tickets. */
export async function open(): Promise<Bench> {
  const engine = await createEngine({ seedImage: new Blob([readFileSync(SEED_IMAGE)]) });
  const database = databaseOn(connectionTo(engine));
  const kernel = await createKernel({ database });
  const manifest = ticketsManifest();
  await kernel.install({ manifest, manifestHash: hashOf(manifest), organizationIds: [DEFAULT_PRINCIPAL.organizationId], locales: {} });
  return { engine, database, kernel, rows: 0 };
}

/** Brings the table to `rows` rows. */
export async function grow(bench: Bench, rows: number): Promise<void> {
  await bench.database.asOwner(async (session) => {
    await session.script('set local session_replication_role = replica');
    await session.run(
      compile(sql`insert into addon_tickets.tickets (organization_id, title, requester_email, status, amount, assignee_id, created_at)
        select ${DEFAULT_PRINCIPAL.organizationId}::uuid, 'Ticket ' || n, 'someone' || n || '@example.com',
          (array['open', 'in_progress', 'resolved', 'closed'])[1 + n % 4], n / 4.0, ${DEFAULT_PRINCIPAL.userId}::uuid, now() - n * interval '1 minute'
        from generate_series(${bench.rows + 1}::int, ${rows}::int) as n`),
    );
  });
  bench.rows = rows;
  await bench.engine.exec('analyze addon_tickets.tickets');
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** What a request takes, its answer read to the end. @throws Error where it is refused */
export async function ask(kernel: Kernel, request: Request): Promise<void> {
  const response = await kernel.fetch(request);
  if (!response.ok) throw new Error(`${request.method} ${request.url}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** A file of tickets, one in fifty of which cannot be one. */
export function importOf(rows: number): Request {
  const lines = Array.from({ length: rows }, (_, n) => `Imported ${n},${n % 50 === 0 ? 'nobody' : `someone${n}@example.com`},${n % 900}`);
  const form = new FormData();
  form.set('file', new File([`title,requester_email,amount\n${lines.join('\n')}\n`], 'tickets.csv'));
  return new Request(`${URL_OF_TICKETS}/import`, { method: 'POST', body: form });
}
