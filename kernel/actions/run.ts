/**
 * Actions a manifest contributes, from the request to the answer (docs/architecture/04, CRUD-ACTION). What can be refused is
 * refused in the order of the hosts, before anything runs.
 */
import type { Action } from '../../schemas';
import { parkUnlessApproved } from '../operation/approval';
import type { Session } from '../database/port';
import { get } from '../dynamic/get';
import { sayKind } from '../journal/origin';
import type { DynamicModel } from '../installed/model';
import { type Operation, transact } from '../operation/operation';
import type { Row } from '../dynamic/row';
import { bodyObject } from '../dynamic/values';
import { refuseUnreasoned } from '../dynamic/write-row';
import { recordReasoned } from '../events/canonical';
import { EVENTS } from '../events/port';
import { tellTrace } from '../events/record';
import { targetOf } from '../events/subscriptions';
import { badRequest, invalidFields } from '../failure';
import { ownReading, unasked } from '../security/readable';
import type { HandlerResult } from '../operation/handler-result';
import type { HandlerTask, RunHandler } from '../operation/handler';
import { runReported } from '../operation/outbox';
import { contractInput } from './capability';
import { refuseCondition, refuseState, refuseUnapproved, refuseUnsupervised } from './conditions';
import { actionNamed, type FoundAction } from './find';
import { runnerOf } from './handlers';
import { once } from './idempotency';
import { declaredPayload, fieldsOf, payloadErrors, typedPayload } from './payload';
import { referenceErrors } from './references';

export interface ActionAnswer {
  status: 200 | 422;
  body: Record<string, unknown>;
}

type Payload = Record<string, unknown>;

/** What a handler is sent: the union of the shapes that handlers of the platform read. What the row calls its own comes last. */
function handlerPayload(operation: Operation, { addon, action }: FoundAction, model: DynamicModel, record: Row | null, payload: Payload) {
  const { principal, correlationId } = operation;
  const id = record?.id ?? null;
  const key = action.idempotency?.key_field;
  return {
    ...record,
    row: record,
    record,
    record_id: id,
    args: payload,
    payload,
    model: model.key,
    action: action.key,
    hook: `${model.key}::${action.key}`,
    org_id: principal.organizationId,
    tenant: principal.organizationId,
    host: 'playground',
    invocation: { action: action.key, model: model.key, record_id: id, actor_id: principal.userId, correlation_id: correlationId },
    ctx: {
      model: model.key,
      action: action.key,
      installation_id: addon.installationId,
      principal: { user_id: principal.userId, org_id: principal.organizationId, locale: operation.language },
      request_id: correlationId,
      idempotency_key: key === undefined ? null : (payload[key] ?? null),
    },
  };
}

/** Undoes the transaction of an action that failed; carries the answer past it. */
class RolledBack extends Error {
  constructor(readonly answer: HandlerResult) {
    super('the action failed');
  }
}

/** Runs a handler inside one transaction: a failure takes back what it wrote. */
async function inTransaction(task: HandlerTask, run: RunHandler): Promise<{ answer: HandlerResult; rolledBack: boolean }> {
  try {
    const answer = await transact(task.operation, async (session: Session) => {
      const given = await run(task, session);
      if (given.failure) throw new RolledBack(given);
      return given;
    });
    return { answer, rolledBack: false };
  } catch (error) {
    if (error instanceof RolledBack) return { answer: error.answer, rolledBack: true };
    throw error;
  }
}

/** Tells that an action which asks for a reason was done. */
async function tellReason(operation: Operation, model: DynamicModel, key: string, id: string | null, reason: unknown): Promise<void> {
  const text = typeof reason === 'string' ? reason.trim() : '';
  await transact(operation, async (session, outbox) => {
    const recorded = await recordReasoned(operation, session, model, key, id, text);
    outbox.afterCommit(() => {
      tellTrace(operation.trace, recorded);
      operation.services.ports.of(EVENTS).left(recorded);
    });
  });
}

function toAnswer(answer: HandlerResult, meta: Record<string, unknown>): ActionAnswer {
  const { failure, data, message } = answer;
  const told = { ...answer.meta, ...meta };
  if (!failure) return { status: 200, body: { success: true, ...(message !== undefined && { message }), data, meta: told } };
  const { errors, ...error } = failure;
  return { status: 422, body: { success: false, message: failure.message, error, ...(errors && { errors }), meta: told } };
}

/**
 * Runs an action on a record, or on the model when `id` is null.
 * @throws RequestFailure 400 without the record it needs, 404 action or record, 409 state, condition, or a key that is
 * running, 403 without a supervisor, 422 by field, 501 for handlers this host does not have; KernelError of a guest that broke
 */
export function runAction(operation: Operation, model: DynamicModel, key: string, id: string | null, body: unknown): Promise<ActionAnswer> {
  return parkUnlessApproved(operation, { kind: 'action', model, id, action: key, body }, () => runNow(operation, model, key, id, body));
}

/** Words that the kernel asks for and no field of the form: the reason, and the key under which the action is done once. */
function unaskedWords(model: DynamicModel, action: Action, given: Payload): Payload {
  const names = [
    ...(model.declared?.reason_required?.actions?.includes(action.key) ? ['reason'] : []),
    ...(action.idempotency === undefined ? [] : [action.idempotency.key_field]),
  ];
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(given, name) ? [[name, given[name]]] : [])));
}

async function runNow(operation: Operation, model: DynamicModel, key: string, id: string | null, body: unknown): Promise<ActionAnswer> {
  const found = actionNamed(operation, model, key);
  const { action, addon } = found;
  sayKind(operation.origin, 'action', `${model.key}.${key}`);
  const given = bodyObject(body ?? {});
  // From here on the caller's words are those the action asks for. One that declares no fields hands the body to its handler, unread.
  const declared = declaredPayload(action, given);
  const payload = fieldsOf(action).length === 0 ? given : { ...declared, ...unaskedWords(model, action, given) };
  if (id === null && (action.placement ?? 'row') === 'row') throw badRequest(`action "${action.key}" runs on a record`);
  const record = id === null ? null : await get(unasked(operation), ownReading(model), id);
  refuseState(operation, action, model, record);
  refuseCondition(operation, action, record);
  const wrong = payloadErrors(action, declared);
  const errors = Object.keys(wrong).length > 0 ? wrong : await referenceErrors(operation, model, action, declared);
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  await refuseUnsupervised(operation, action, model, id, given.approval_id);
  const isReasoned = model.declared?.reason_required?.actions?.includes(key) === true;
  if (isReasoned) refuseUnreasoned(model, given.reason);
  refuseUnapproved(operation, model, action, record, typedPayload(action, declared));
  const { handler } = action;
  const run = runnerOf(operation, addon, handler, `action "${action.key}"`);
  const sent =
    handler.type === 'capability'
      ? contractInput(handler.input, record, payload)
      : handlerPayload(operation, found, model, record, payload);
  const task: HandlerTask = {
    ...{ operation, addon, handler, name: action.key, payload: sent },
    hook: `${model.key}::${action.key}`,
    isAction: true,
  };
  const meta = { model: model.key, action: key, trigger_type: handler.type };
  const started = operation.trace === null ? 0 : performance.now();
  const { answer, replayed } = await once(operation, model, action, id, payload, async () => {
    // A handler must not be called again because something was installed after it.
    operation.attempt.pin();
    if (handler.type !== 'wasm' || !addon.actionsInTransaction.has(`${model.key}.${key}`)) return toAnswer(await run(task, null), meta);
    const { answer: given, rolledBack } = await inTransaction(task, run);
    return toAnswer(given, { ...meta, rolled_back: rolledBack });
  });
  operation.trace?.decide({
    kind: 'handler',
    handler: `${handler.type}:${targetOf(handler)}`,
    outcome: replayed ? 'replayed' : answer.status === 200 ? 'done' : 'failed',
    place: { addon: addon.key, pointer: found.pointer },
    milliseconds: performance.now() - started,
  });
  // The action is done by now, whether or not it can be told.
  if (!replayed && isReasoned && answer.status === 200)
    await runReported(operation.services.reportError, () => tellReason(operation, model, key, id, given.reason));
  if (!replayed) return answer;
  return { ...answer, body: { ...answer.body, meta: { ...(answer.body.meta as object), replayed: true } } };
}
