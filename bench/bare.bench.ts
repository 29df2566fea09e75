/**
 * How far the kernel is from the best the engine can do: a request beside one bare statement that reads or writes the same columns, an
 * import beside COPY, a list asked again beside the same without its total, a search beside one that an index serves.
 */
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { ask, type Bench, type Engine, grow, importOf, open, timed, URL_OF_TICKETS } from './kernel';
import { type Figure, percentile } from './table';

const COLUMNS =
  't.id, t.organization_id, t.title, t.description, t.requester_email, t.status, t.amount, t.assignee_id, t.created_at, t.updated_at, t.created_by_id';
const SMALL = 5_000;
const LARGE = 300_000;
const IMPORTED = 10_000;

const shown = (ms: number): string => (ms < 1_000 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`);

/** Two ways to the same, taken in turn, so that a busy machine slows both alike. */
async function ratio(
  what: string,
  budget: number,
  runs: number,
  ours: () => Promise<unknown>,
  least: () => Promise<unknown>,
): Promise<Figure> {
  const [samples, bare]: [number[], number[]] = [[], []];
  const warmUp = Math.ceil(runs / 10);
  for (let run = 0; run < runs + warmUp; run += 1) {
    const [one, other] = [await timed(ours), await timed(least)];
    if (run < warmUp) continue;
    samples.push(one);
    bare.push(other);
  }
  const [p50, barest] = [percentile(samples, 0.5), percentile(bare, 0.5)];
  return {
    what: `${what} (${shown(p50)} : ${shown(barest)})`,
    value: `${(p50 / barest).toFixed(2)} ×`,
    budget: `≤ ${budget} ×`,
    holds: p50 / barest <= budget,
  };
}

const bare =
  (engine: Engine, text: string, parameters: unknown[] = []) =>
  (): Promise<unknown> =>
    engine.query(text, parameters);
const request =
  ({ kernel }: Bench, path: string, init?: RequestInit) =>
  (): Promise<void> =>
    ask(kernel, new Request(`${URL_OF_TICKETS}${path}`, init));

async function small(bench: Bench): Promise<Figure[]> {
  const { engine } = bench;
  const { rows } = await engine.query<{ id: string }>('select id from addon_tickets.tickets order by created_at limit 1');
  const id = rows[0]?.id ?? '';
  const { organizationId, userId } = DEFAULT_PRINCIPAL;
  const ticket = JSON.stringify({ title: 'A ticket', requester_email: 'someone@example.com', assignee_id: userId });
  const page = `select ${COLUMNS}, u.name, count(*) over () from addon_tickets.tickets t left join public.users u on u.id = t.assignee_id where t.organization_id = $1 and t.deleted_at is null order by t.created_at desc, t.id desc limit 50`;
  return [
    await ratio(
      'get against one bare statement',
      1.5,
      300,
      request(bench, `/${id}`),
      bare(
        engine,
        `select ${COLUMNS}, u.name from addon_tickets.tickets t left join public.users u on u.id = t.assignee_id where t.id = $1`,
        [id],
      ),
    ),
    await ratio(
      `list of 50 of ${SMALL.toLocaleString('en-US')} with its total, asked again, against one bare statement without a total`,
      2,
      200,
      request(bench, '?per_page=50&sortBy=created_at&order=desc'),
      bare(engine, page.replace(', count(*) over ()', ''), [organizationId]),
    ),
    await ratio(
      'create against one bare statement',
      2,
      300,
      request(bench, '', { method: 'POST', body: ticket }),
      bare(
        engine,
        `insert into addon_tickets.tickets as t (organization_id, title, requester_email, assignee_id, created_by_id) values ($1, $2, $3, $4, $4) returning ${COLUMNS}`,
        [organizationId, 'A ticket', 'someone@example.com', userId],
      ),
    ),
  ];
}

async function imported(bench: Bench): Promise<Figure> {
  const { engine, kernel } = bench;
  const lines = Array.from(
    { length: IMPORTED },
    (_, n) => `${DEFAULT_PRINCIPAL.organizationId},Imported ${n},someone${n}@example.com,open,${n % 900}`,
  );
  const blob = new Blob([`${lines.join('\n')}\n`]);
  const copy = async (): Promise<void> => {
    await engine.exec('begin; set local session_replication_role = replica');
    await engine.query(
      `copy addon_tickets.tickets (organization_id, title, requester_email, status, amount) from '/dev/blob' with (format csv)`,
      [],
      { blob },
    );
    await engine.exec('commit');
  };
  return ratio(`import of ${IMPORTED.toLocaleString('en-US')} rows against COPY`, 6, 3, () => ask(kernel, importOf(IMPORTED)), copy);
}

async function large(bench: Bench): Promise<Figure[]> {
  const again = `${LARGE.toLocaleString('en-US')} rows`;
  return [
    await ratio(
      `list of 50 of ${again} with its total, asked again, against the same without it`,
      3,
      20,
      request(bench, '?per_page=50'),
      request(bench, '?per_page=50&count=0'),
    ),
    await ratio(
      `search over ${again} against a search by an index`,
      10,
      5,
      request(bench, '?per_page=50&search=Ticket%20299999'),
      request(bench, '?per_page=50&f_id=EQ:00000000-0000-4000-8000-000000000000'),
    ),
  ];
}

export async function benchBare(): Promise<Figure[]> {
  const bench = await open();
  await grow(bench, SMALL);
  const figures = [...(await small(bench)), await imported(bench)];
  await grow(bench, LARGE);
  figures.push(...(await large(bench)));
  await bench.database.close();
  return figures;
}
