/** Actions that may be repeated without happening twice: the answer to a key is kept and given again (ACTION-ONCE). */
import type { Action } from '../../schemas';
import { compile, sql } from '../database/sql';
import { conflict, invalidFields, RequestFailure } from '../failure';
import { asCaller, type Operation } from '../operation/operation';
import type { DynamicModel } from '../installed/model';
import { runReported } from '../operation/outbox';
import type { Services } from '../operation/services';
import { isNumber, writeJson } from '../values/json';
import { damageIn, damageSentence, type StoredShape } from '../values/stored-shape';

const MAX_KEY_CHARS = 200;
/** How long an answer is kept. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** Actions that may be running under a key at once. */
const MAX_RUNNING = 10_000;

/** Keys whose action is running, by kernel; a kernel that dies takes them with it. */
const RUNNING = new WeakMap<Services, Set<string>>();

function runningIn(services: Services): Set<string> {
  let running = RUNNING.get(services);
  if (!running) RUNNING.set(services, (running = new Set()));
  return running;
}

interface Place {
  addon: string;
  model: string;
  action: string;
  record: string;
  key: string;
}

/** The key a payload carries; null where the action declares none or the payload leaves it empty. */
function keyIn(action: Action, payload: Readonly<Record<string, unknown>>): string | null {
  const field = action.idempotency?.key_field;
  if (field === undefined || !Object.hasOwn(payload, field)) return null;
  const value = payload[field];
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string' && !isNumber(value)) throw invalidFields({ [field]: [{ code: 'invalid_type' }] });
  const key = String(value);
  if (Array.from(key).length > MAX_KEY_CHARS)
    throw invalidFields({ [field]: [{ code: 'max', params: { max: MAX_KEY_CHARS, kind: 'length' } }] });
  return key;
}

const ANSWER: StoredShape = { members: { status: 'integer', body: 'object' } };

/** @throws RequestFailure 409 `stored_damaged` */
async function storedAnswer<T>(operation: Operation, { addon, model, action, record, key }: Place): Promise<T | null> {
  const oldest = new Date(operation.services.clock.now() - KEPT_MS).toISOString();
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ answer: T }>(
      compile(sql`select answer from metacore.action_answers where organization_id = ${operation.principal.organizationId}
        and addon_key = ${addon} and model = ${model} and action = ${action} and record_id = ${record} and key = ${key} and at > ${oldest}::timestamptz`),
    ),
  );
  const [row] = rows;
  if (!row) return null;
  const damage = damageIn(row.answer, ANSWER);
  // It was done once: what it answered is lost, and that is no reason to do it again.
  if (damage !== null)
    throw conflict(`the answer to this key cannot be given again: ${damageSentence(damage, 'en')}`, { code: 'stored_damaged' });
  return row.answer;
}

async function store(operation: Operation, { addon, model, action, record, key }: Place, answer: unknown): Promise<void> {
  const { organizationId } = operation.principal;
  const now = operation.services.clock.now();
  await asCaller(operation, async (session) => {
    await session.run(
      compile(
        sql`delete from metacore.action_answers where organization_id = ${organizationId} and at <= ${new Date(now - KEPT_MS).toISOString()}::timestamptz`,
      ),
    );
    await session.run(
      compile(sql`insert into metacore.action_answers (organization_id, addon_key, model, action, record_id, key, answer, at)
        values (${organizationId}, ${addon}, ${model}, ${action}, ${record}, ${key}, ${writeJson(answer)}, ${new Date(now).toISOString()}::timestamptz)
        on conflict (organization_id, addon_key, model, action, record_id, key) do update set answer = excluded.answer, at = excluded.at`),
    );
  });
}

/**
 * Runs `work` unless its key was answered before: then that answer is given again. An action that fails gives its key back.
 * @throws RequestFailure 409 `idempotency_in_flight` while the same key is running, `stored_damaged` where its answer cannot be read; 422 for a value that is no key
 */
export async function once<T extends { status: number }>(
  operation: Operation,
  model: DynamicModel,
  action: Action,
  id: string | null,
  payload: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<{ answer: T; replayed: boolean }> {
  const key = keyIn(action, payload);
  if (key === null) return { answer: await work(), replayed: false };
  const place: Place = { addon: model.addonKey, model: model.key, action: action.key, record: id ?? '', key };
  const runningKeys = runningIn(operation.services);
  const name = JSON.stringify({ organization: operation.principal.organizationId, ...place });
  if (runningKeys.has(name) || runningKeys.size >= MAX_RUNNING) {
    const message = 'the same request is still running';
    throw new RequestFailure(409, message, { error: { code: 'idempotency_in_flight', message } });
  }
  runningKeys.add(name);
  try {
    const before = await storedAnswer<T>(operation, place);
    if (before !== null) return { answer: before, replayed: true };
    const answer = await work();
    // The action is done: it is answered so, even where its answer cannot be kept for a repetition.
    if (answer.status === 200) await runReported(operation.services.reportError, () => store(operation, place, answer));
    return { answer, replayed: false };
  } finally {
    runningKeys.delete(name);
  }
}
