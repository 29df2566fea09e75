/** Decisions on requests for approval: who makes them, and what they do. */
import { type ActionAnswer, runAction } from '../actions/run';
import { actionAsked } from '../contract/permission-verbs';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { sayKind } from '../journal/origin';
import type { DynamicModel } from '../installed/model';
import { asCaller, type Operation } from '../operation/operation';
import { create, update } from '../dynamic/write';
import { conflict, invalidFields, RequestFailure } from '../failure';
import { listPeople } from '../security/people';
import { isUnasked, permits } from '../security/permissions';
import type { Principal } from '../principal';
import { tellApproval } from './park';
import { type Approval, type ApprovalRow, approvalRow, type ApprovalStatus, getApproval } from './requests';

const isNamed = ({ roles }: Principal, approval: Approval): boolean => roles.some((role) => approval.roles.includes(role));

const isOwn = ({ userId }: Principal, approval: Approval): boolean => approval.requested_by === userId;

/** Four eyes: whoever asked is none of those who decide. Administrators may all the same, which is recorded. */
const mayDecide = (principal: Principal, approval: Approval): boolean =>
  isUnasked(principal) || (isNamed(principal, approval) && !isOwn(principal, approval));

const isOverride = (principal: Principal, approval: Approval): boolean => isOwn(principal, approval) || !isNamed(principal, approval);

/**
 * Writes a decision down, unless somebody decided meanwhile: of two at once one is done.
 * @throws RequestFailure 409 `approval_decided`
 */
async function note(
  { principal, services }: Operation,
  session: Session,
  row: ApprovalRow,
  { status, reason }: { status: ApprovalStatus; reason: string | null },
): Promise<void> {
  const now = new Date(services.clock.now()).toISOString();
  const { rows } = await session.run(
    compile(
      sql`update metacore.approvals set status = ${status}, decided_by = ${principal.userId}, decided_at = ${now}, reason = ${reason}, overridden = ${isOverride(principal, row)}
        where id = ${row.id} and status = 'pending' returning id`,
    ),
  );
  if (rows.length === 0) throw conflict('this request is decided', { code: 'approval_decided' });
}

/** Takes a decision back: what it was about could not be done. */
const reopen = (operation: Operation, { id }: ApprovalRow): Promise<unknown> =>
  asCaller(operation, (session) =>
    session.run(
      compile(
        sql`update metacore.approvals set status = 'pending', decided_by = null, decided_at = null, reason = null, overridden = null where id = ${id}`,
      ),
    ),
  );

/** What a hook of the write writes in its turn is not what was approved. */
function firstOnly(settle: (session: Session) => Promise<void>): (session: Session) => Promise<void> {
  let isDone = false;
  return async (session) => {
    if (isDone) return;
    isDone = true;
    await settle(session);
  };
}

/** Whoever asked for it, who must still be there and still be allowed to do it: an approval is no permission. */
async function requesterOf(operation: Operation, row: ApprovalRow, model: DynamicModel): Promise<Principal> {
  const { organizationId } = operation.principal;
  const requester = (await listPeople(operation.database)).find(
    (person) => person.userId === row.requested_by && person.organizationId === organizationId,
  );
  if (!requester) throw conflict('whoever asked for it is no longer there', { code: 'requester_gone' });
  if (
    !permits(
      { ...operation, principal: requester },
      model,
      row.kind === 'action' || row.kind === 'pin' ? actionAsked(row.action) : row.kind,
    )
  )
    throw conflict('whoever asked for it may no longer do it', { code: 'requester_not_permitted' });
  return requester;
}

/**
 * What an approved action answers whoever approved it. Its handler speaks to the person who runs it: who may not run it is told how it
 * went, and nothing of what was said.
 */
function answerOfAction(operation: Operation, model: DynamicModel, action: string, { body }: ActionAnswer): Record<string, unknown> {
  if (permits(operation, model, actionAsked(action))) return body;
  const { trigger_type } = body.meta as Record<string, unknown>;
  return { success: body.success, meta: { model: model.key, action, trigger_type } };
}

/**
 * Does what was parked, as the person who asked for it, with the approval in hand; the answer is what whoever approves may read
 * (SEC-READ). A write and the decision are one transaction. An action may call what no transaction undoes, so its decision stands first and is taken back where it fails.
 */
async function perform(operation: Operation, row: ApprovalRow, settle: (session: Session) => Promise<void>): Promise<unknown> {
  const model = operation.registry.model(operation.principal.organizationId, `${row.addon_key}.${row.model}`);
  if (!model) throw conflict(`the model "${row.model}" is no longer installed`, { code: 'model_gone' });
  if (row.kind === 'pin') throw conflict('a grant is no request', { code: 'approval_applied' });
  const principal = await requesterOf(operation, row, model);
  // What an action writes is not what was approved.
  const within = row.kind === 'action' ? () => Promise.resolve() : firstOnly(settle);
  const approved: Operation = { ...operation, principal, approved: { keys: new Set(row.keys), settle: within } };
  if (row.kind === 'create') return create(approved, model, row.body, operation);
  if (row.kind === 'update') return update(approved, model, row.record_id ?? '', row.body, operation);
  await asCaller(operation, settle);
  try {
    const answer = await runAction(approved, model, row.action, row.record_id, row.body);
    const told = answerOfAction(operation, model, row.action, answer);
    if (answer.status !== 200) throw new RequestFailure(answer.status, 'the action failed', told);
    return told;
  } catch (error) {
    if (!isAskedAgain(error)) await reopen(operation, row);
    throw error;
  }
}

/** It was agreed to, and something else about it has to be agreed to as well: that is a request of its own. */
const isAskedAgain = (error: unknown): boolean => error instanceof RequestFailure && error.status === 202;

/** What a decision led to: the request as it is now, and for an approval what was done. */
export interface Decision {
  approval: Approval;
  result: unknown;
}

async function decided(operation: Operation, row: ApprovalRow, approves: boolean, reason: string): Promise<unknown> {
  const decision = { status: approves ? ('approved' as const) : ('rejected' as const), reason: reason === '' ? null : reason };
  const settle = (session: Session) => note(operation, session, row, decision);
  if (!approves) {
    await asCaller(operation, settle);
    return null;
  }
  try {
    return await perform(operation, row, settle);
  } catch (error) {
    if (isAskedAgain(error) && row.kind !== 'action') await asCaller(operation, settle);
    throw error;
  }
}

/**
 * Approves or rejects a request. An approval does what was parked; where that fails, the request stays pending.
 * @throws RequestFailure 404, 403 not one of the policy's roles or his own request, 409 decided, expired, damaged as it is stored, or asked
 * for by somebody who may no longer do it, 422 without the reason
 * that is asked for, and whatever the operation itself refuses
 */
export async function decide(operation: Operation, id: string, approves: boolean, reason: unknown): Promise<Decision> {
  const row = await approvalRow(operation, id);
  if (!mayDecide(operation.principal, row)) {
    const why = isNamed(operation.principal, row)
      ? 'whoever asked for it may not decide it'
      : `only ${row.roles.join(' or ')} may decide this`;
    throw new RequestFailure(403, why, { code: 'permission_denied' });
  }
  sayKind(
    operation.origin,
    'approval',
    `${row.model}: ${approves ? 'approve' : 'reject'} ${row.kind === 'action' ? row.action : row.kind}`,
  );
  if (row.status !== 'pending') throw conflict(`this request is ${row.status}`, { code: `approval_${row.status}` });
  if (approves && row.damaged !== undefined) throw conflict(row.damaged, { code: 'stored_damaged' });
  const text = typeof reason === 'string' ? reason.trim() : '';
  if (row.reason_required && text === '') throw invalidFields({ reason: [{ code: 'required' }] });
  try {
    const result = await decided(operation, row, approves, text);
    return { approval: await getApproval(operation, id), result };
  } finally {
    tellApproval(operation, 'updated', id);
  }
}
