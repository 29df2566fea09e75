/** Sample data: fills an organization's tables with believable rows, and takes them away again. */
import type { Database } from '../database/port';
import { compile, ddl, sql, tableId } from '../database/sql';
import { sayKind } from '../journal/origin';
import type { DynamicModel } from '../installed/model';
import { asCaller, type Operation } from '../operation/operation';
import { messageOf } from '../errors';
import { badRequest, conflict, notFound, RequestFailure } from '../failure';
import { pause } from '../pause';
import { fillTable } from './fill';
import { modelPlan } from './model-plan';
import { fillOrder } from './order';
import { createRandom } from './random';
import { recompute } from './recompute';
import { MAX_SEED_ROWS, type SeededTable, type SeedOrder, type SeedRun } from './run';
import { counters, listRows, hasRun, saveRun } from './run-store';
import { ENGLISH } from './words/en';
import { SPANISH } from './words/es';
import { isNumber } from '../values/json';

/** The run that is under way in a database: there is one at most, and it may be asked to stop. */
interface Live {
  run: SeedRun;
  organizationId: string;
  cancelled: boolean;
}
const LIVE = new WeakMap<Database, Live>();

/** The run under way for the caller's organization, or null. */
export function liveRun(operation: Operation): SeedRun | null {
  const live = LIVE.get(operation.services.database);
  return live?.organizationId === operation.principal.organizationId ? live.run : null;
}

/** @throws RequestFailure 409 while a run is under way */
export function refuseWhileRunning(operation: Operation): void {
  if (LIVE.has(operation.services.database))
    throw conflict('sample data is being written: wait for it or cancel it', { code: 'seed_running' });
}

function chosenModels(operation: Operation, order: SeedOrder): DynamicModel[] {
  const addons = operation.registry.addons(operation.principal.organizationId);
  const among = addons.filter((addon) => order.addon === undefined || addon.key === order.addon).flatMap((addon) => addon.models);
  if (order.addon !== undefined && !addons.some((addon) => addon.key === order.addon)) throw notFound(`unknown addon "${order.addon}"`);
  const names = order.models;
  if (names === undefined || names.length === 0) return among;
  return names.map((name) => {
    const model = among.find((one) => one.table === name || one.key === name);
    if (!model) throw notFound(`unknown model "${name}"`);
    return model;
  });
}

const runIdOf = (seed: number, organizationId: string, turn: number): string => {
  const random = createRandom(`run/${String(seed)}/${organizationId}/${String(turn)}`);
  return `${random.hex(8)}-${random.hex(4)}-4000-8000-000000000000`;
};

/** An id no other run of the organization has; the first run of a number always has the same. */
async function freeRunId(operation: Operation, seed: number): Promise<{ id: string; turn: number }> {
  for (let turn = 0; ; turn += 1) {
    const id = runIdOf(seed, operation.principal.organizationId, turn);
    if (!(await hasRun(operation, id))) return { id, turn };
  }
}

/** @throws RequestFailure 422 `too_many_rows`, with how many rows each table may have */
export function refuseTooMany(wanted: number, tables: number): void {
  if (wanted <= MAX_SEED_ROWS) return;
  throw new RequestFailure(422, `${String(wanted)} rows are too many: at most ${String(MAX_SEED_ROWS)} in one run`, {
    code: 'too_many_rows',
    data: { most: Math.floor(MAX_SEED_ROWS / Math.max(1, tables)) },
  });
}

async function userIds(operation: Operation): Promise<string[]> {
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ id: string }>(compile(sql`select id from public.users order by id`)),
  );
  return rows.map(({ id }) => id);
}

/** Tells listeners that a table has to be read anew. */
export function publishResync(operation: Operation, models: Iterable<DynamicModel>): void {
  const { organizationId, userId } = operation.principal;
  for (const { addonKey, key, table } of models) {
    operation.publish({
      type: 'DATA_EVENT',
      payload: {
        org_id: organizationId,
        addon: addonKey,
        model: key,
        table,
        action: 'resync',
        id: '',
        actor_id: userId,
        at: new Date(operation.services.clock.now()).toISOString(),
      },
    });
  }
}

/** Tells PostgreSQL how large a table has become: it plans joins by that, and nothing else here does it. */
async function analyze({ database }: Operation, { schema, table }: DynamicModel): Promise<void> {
  await database.asOwner((session) => session.script(ddl(sql`analyze ${tableId(schema, table)}`)));
}

async function fillAll(operation: Operation, order: SeedOrder, models: readonly DynamicModel[], live: Live, turn: number): Promise<void> {
  const { run } = live;
  const manifests = operation.registry.addons(operation.principal.organizationId).map((addon) => addon.manifest);
  const plans = fillOrder(models.map((model) => modelPlan(operation, model, manifests)));
  const words = order.language === 'es' ? SPANISH : ENGLISH;
  const facts = {
    words,
    now: operation.services.clock.now(),
    users: await userIds(operation),
    organizationId: operation.principal.organizationId,
  };
  for (const [index, plan] of plans.entries()) {
    if (live.cancelled) break;
    const { schema, table, key, addonKey } = plan.model;
    const entry: SeededTable = { schema, table, model: key, addon: addonKey, rows: 0, listed: !plan.ownIds, shortfall: null };
    run.tables.push(entry);
    // Known before its rows are: a run that is cut off can still be undone.
    await saveRun(operation, run);
    const { shortfall } = await fillTable(
      operation,
      plan,
      order.rows,
      { ...facts, runId: run.id, seed: `${String(order.seed)}/${String(turn)}/${order.language}`, index },
      {
        pause,
        isCancelled: () => live.cancelled,
        async onRows(ids) {
          entry.rows += ids.length;
          run.made += ids.length;
          if (entry.listed) await listRows(operation, run.id, plan.model, ids);
        },
      },
    );
    entry.shortfall = shortfall;
    if (entry.rows > 0) await analyze(operation, plan.model);
    publishResync(operation, [plan.model]);
  }
  publishResync(operation, await recompute(operation, new Set(models), pause));
}

/**
 * Fills tables with sample rows for the caller's organization; resolves when it is done or was cancelled. Rows keep the
 * manifest's rules, and a table that cannot have as many as were asked for says why. The same number gives the same rows
 * in the same state of the database.
 * @throws RequestFailure 404 addon or model, 409 while another run is under way, 422 too many rows
 */
export async function seedRows(operation: Operation, order: SeedOrder): Promise<SeedRun> {
  refuseWhileRunning(operation);
  sayKind(operation.origin, 'sample-data', 'fill');
  const models = chosenModels(operation, order);
  const wanted = order.rows * models.length;
  refuseTooMany(wanted, models.length);
  const run: SeedRun = { id: '', rows: order.rows, seed: order.seed, language: order.language, state: 'running', wanted, made: 0, tables: [], counters: [], message: null }; // prettier-ignore
  const live: Live = { run, organizationId: operation.principal.organizationId, cancelled: false };
  LIVE.set(operation.services.database, live);
  try {
    const { id, turn } = await freeRunId(operation, order.seed);
    run.id = id;
    const before = await counters(operation);
    operation.attempt.pin();
    try {
      await fillAll(operation, order, models, live, turn);
      run.state = live.cancelled ? 'cancelled' : 'done';
    } catch (error) {
      run.state = 'failed';
      run.message = messageOf(error);
    }
    run.counters = (await counters(operation))
      .map((counter) => ({ ...counter, from: before.find((one) => one.place === counter.place)?.to ?? 0 }))
      .filter(({ from, to }) => from !== to)
      .map(({ model, key, branch, addon, from, to }) => ({ model, key, branch, addon, from, to }));
    await saveRun(operation, run);
    return run;
  } finally {
    LIVE.delete(operation.services.database);
  }
}

/** Stops the run under way after the chunk it is writing. Answers whether that was it. */
export function cancelSeed(operation: Operation, id: string): boolean {
  const live = LIVE.get(operation.services.database);
  if (live?.organizationId !== operation.principal.organizationId || live.run.id !== id) return false;
  live.cancelled = true;
  return true;
}

/** A whole number from a body. @throws RequestFailure 400 */
function wholeNumber(value: unknown, name: string, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback;
  const number = isNumber(value) ? Number(value) : NaN;
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw badRequest(`"${name}" must be a whole number from ${String(least)} to ${String(most)}`);
}

const DEFAULT_ROWS = 50;
const MAX_MODELS = 1_000;

/** An order as it comes in a request. @throws RequestFailure 400 */
export function seedOrder(body: unknown): SeedOrder {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('the body must be a JSON object');
  const { rows, seed, language = 'en', addon, models } = body as Record<string, unknown>;
  if (language !== 'en' && language !== 'es') throw badRequest('"language" must be "en" or "es"');
  if (addon !== undefined && typeof addon !== 'string') throw badRequest('"addon" must be an addon\'s key');
  const areNames =
    models === undefined || (Array.isArray(models) && models.length <= MAX_MODELS && models.every((name) => typeof name === 'string'));
  if (!areNames) throw badRequest('"models" must be a list of tables');
  return {
    rows: wholeNumber(rows, 'rows', DEFAULT_ROWS, 1, MAX_SEED_ROWS),
    seed: wholeNumber(seed, 'seed', 1, 0, 2 ** 31 - 1),
    language,
    ...(addon !== undefined && { addon }),
    ...(models !== undefined && { models: models }),
  };
}
