/**
 * What the kernel adds to the database: requests through `kernel.fetch` against the very statements they send, BEGIN,
 * role and settings included, sent raw to PGlite. Both are taken in turn, so that a busy machine slows both alike.
 */
import type { Statement } from '../kernel/database/port';
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { type Bench, type Engine, grow, importOf, open, timed, URL_OF_TICKETS } from './kernel';
import { type Figure, percentile, plain } from './table';

/** How often something is measured, and how often it is done before. */
interface Runs {
  runs: number;
  warmUp: number;
}

const OFTEN: Runs = { runs: 300, warmUp: 30 };
const SELDOM: Runs = { runs: 20, warmUp: 3 };
const SELDOM_LONG: Runs = { runs: 3, warmUp: 0 };
const ONCE: Runs = { runs: 1, warmUp: 0 };

/** Runs a statement as the port does, without the port. */
async function raw(engine: Engine, statement: Statement): Promise<void> {
  if (/^(begin|commit|savepoint|release|rollback)/.test(statement.sql)) await engine.exec(statement.sql);
  else await engine.query(statement.sql, [...statement.parameters]);
}

const count = (rows: number): string => rows.toLocaleString('en-US');
const shown = (ms: number): string => (ms < 100 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`);

/**
 * A request against its own statements. `budget` is the most it may cost, as a multiple; null for what has none.
 * `whole` reads the answer to its end.
 */
async function compare(
  { engine, database, kernel }: Bench,
  what: string,
  budget: number | null,
  request: () => Request,
  { runs, warmUp }: Runs = OFTEN,
  whole: (response: Response) => Promise<unknown> = (response) => response.json(),
): Promise<Figure[]> {
  const ask = async () => {
    const response = await kernel.fetch(request());
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
    await whole(response);
  };
  const statements: Statement[] = [];
  database.onStatement = (statement) => statements.push(statement);
  const first = await timed(ask);
  database.onStatement = undefined;
  const statementsRaw = async () => {
    for (const statement of statements) await raw(engine, statement);
  };
  const kernelSamples: number[] = runs === 1 ? [first] : [];
  const rawSamples: number[] = [];
  for (let run = 0; run < runs + warmUp; run += 1) {
    const through = runs === 1 ? first : await timed(ask);
    // What the kernel does behind its answers would stand inside the raw transaction.
    await database.health();
    const direct = await timed(statementsRaw);
    if (run < warmUp) continue;
    if (runs > 1) kernelSamples.push(through);
    rawSamples.push(direct);
  }
  const [p50, rawP50] = [percentile(kernelSamples, 0.5), percentile(rawSamples, 0.5)];
  const ratio = p50 / rawP50;
  const value = `${ratio.toFixed(2)} ×`;
  return [
    plain(`${what}${runs > 1 ? ', p50' : ''} of ${count(statements.length)} statements`, `${shown(p50)} (raw ${shown(rawP50)})`),
    budget === null
      ? plain(`${what}, kernel against raw`, value)
      : { what: `${what}, kernel against raw`, value, budget: `≤ ${budget} ×`, holds: ratio <= budget },
  ];
}

const get = (path: string) => (): Request => new Request(`${URL_OF_TICKETS}${path}`);
const listOf = (bench: Bench, runs: Runs): Promise<Figure[]> =>
  compare(bench, `list 50 of ${count(bench.rows)} rows`, 1.3, get('?per_page=50&page=3'), runs);

async function small(bench: Bench): Promise<Figure[]> {
  const { rows } = await bench.engine.query<{ id: string }>('select id from addon_tickets.tickets order by created_at limit 1');
  const id = rows[0]?.id ?? '';
  const ticket = JSON.stringify({ title: 'A ticket', requester_email: 'someone@example.com', assignee_id: DEFAULT_PRINCIPAL.userId });
  const change = JSON.stringify({ title: 'Another title', amount: 12.5 });
  return [
    ...(await compare(bench, 'get a row', 1.5, get(`/${id}`))),
    ...(await listOf(bench, OFTEN)),
    ...(await compare(bench, 'create a row', 1.5, () => new Request(URL_OF_TICKETS, { method: 'POST', body: ticket }))),
    ...(await compare(bench, 'update a row', 1.5, () => new Request(`${URL_OF_TICKETS}/${id}`, { method: 'PUT', body: change }))),
    ...(await compare(bench, `facets of ${count(bench.rows)} rows`, null, get('/facets?field=status&limit=50'), SELDOM)),
    ...(await compare(
      bench,
      `sums by group of ${count(bench.rows)} rows`,
      null,
      get('?group_by=status&aggregate=sum(amount):sum,count(*):n'),
      SELDOM,
    )),
  ];
}

/**
 * @param large also what takes minutes: a list of a million rows, and an import of fifty thousand
 */
export async function benchCrud(large = false): Promise<Figure[]> {
  const bench = await open();
  await grow(bench, 10_000);
  const figures = await small(bench);
  await grow(bench, 100_000);
  figures.push(...(await listOf(bench, SELDOM)));
  const exported = (response: Response): Promise<unknown> => response.arrayBuffer();
  figures.push(...(await compare(bench, 'export of 100,000 rows', 1.3, get('/export'), SELDOM_LONG, exported)));
  const imported = large ? 50_000 : 5_000;
  figures.push(...(await compare(bench, `import of ${count(imported)} rows`, null, () => importOf(imported), ONCE)));
  if (large) {
    await grow(bench, 1_000_000);
    figures.push(...(await listOf(bench, { runs: 5, warmUp: 1 })));
    // Whether a watchdog has to step in: the longest a list can take.
    figures.push(
      ...(await compare(bench, 'list 50 of 1,000,000 rows by a column without index', null, get('?per_page=50&sortBy=title'), SELDOM_LONG)),
    );
  }
  await bench.database.close();
  return figures;
}
