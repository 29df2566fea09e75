/** Requests for approval: who sees them, and what a decision does. */
import type { Database } from '../database/port';
import { compile, join, sql } from '../database/sql';
import { runAction } from '../actions/run';
import { asCaller, type Operation } from '../dynamic/operation';
import { create, update } from '../dynamic/write';
import { conflict, invalidFields, notFound, RequestFailure } from '../failure';
import { listPeople } from '../security/people';
import type { Principal } from '../security/principal';

export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired';

export interface Approval {
  id: string;
  addon_key: string;
  model: string;
  record_id: string | null;
  kind: 'create' | 'update' | 'action';
  action: string;
  body: unknown;
  message: string;
  label: string;
  roles: string[];
  reason_required: boolean;
  status: ApprovalStatus;
  requested_by: string;
  requested_at: string;
  expires_at: string | null;
  decided_by: string | null;
  decided_at: string | null;
  reason: string | null;
}

interface ApprovalRow extends Approval {
  keys: string[];
}

const MAX_LISTED = 200;
const STATUSES: readonly string[] = ['pending', 'approved', 'rejected', 'expired'] satisfies ApprovalStatus[];

const mayDecide = ({ isAdmin, roles }: Principal, approval: Approval): boolean =>
  isAdmin || roles.includes('owner') || roles.some((role) => approval.roles.includes(role));

const maySee = (principal: Principal, approval: Approval): boolean =>
  approval.requested_by === principal.userId || mayDecide(principal, approval);

/** Requests as rows; one whose time is over says so. */
async function read(operation: Operation, id: string | null, status: ApprovalStatus | null): Promise<ApprovalRow[]> {
  const now = new Date(operation.services.clock.now()).toISOString();
  const state = sql`case when status = 'pending' and expires_at <= ${now}::timestamptz then 'expired' else status end`;
  const where = [
    sql`organization_id = ${operation.principal.organizationId}`,
    ...(id === null ? [] : [sql`id = ${id}`]),
    ...(status === null ? [] : [sql`${state} = ${status}`]),
  ];
  const { rows } = await asCaller(operation, (session) =>
    session.run<ApprovalRow>(
      compile(sql`select id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, ${state} as status,
          requested_by, requested_at, expires_at, decided_by, decided_at, reason
        from metacore.approvals where ${join(where, sql` and `)} order by requested_at desc, id limit ${MAX_LISTED}`),
    ),
  );
  return rows;
}

/** A request without what only the kernel needs of it. */
function shown(row: ApprovalRow): Approval {
  const approval: Partial<ApprovalRow> = { ...row };
  delete approval.keys;
  return approval as Approval;
}

/** The requests the caller made or may decide, the newest first. `status` is one of them, or all. @throws RequestFailure 400 */
export async function listApprovals(operation: Operation, status: string | null): Promise<Approval[]> {
  if (status !== null && status !== 'all' && !STATUSES.includes(status))
    throw new RequestFailure(400, `"status" must be all, ${STATUSES.join(', ')}`);
  const rows = await read(operation, null, status === 'all' ? null : ((status ?? 'pending') as ApprovalStatus));
  return rows.filter((row) => maySee(operation.principal, row)).map(shown);
}

async function one(operation: Operation, id: string): Promise<ApprovalRow> {
  const [row] = await read(operation, id, null);
  if (!row || !maySee(operation.principal, row)) throw notFound('there is no such request for approval');
  return row;
}

/** @throws RequestFailure 404 */
export const getApproval = async (operation: Operation, id: string): Promise<Approval> => shown(await one(operation, id));

/** Requests that are being decided: a second decision meanwhile would run the operation twice. */
const DECIDING = new WeakMap<Database, Set<string>>();

async function note(operation: Operation, id: string, status: ApprovalStatus, reason: string | null): Promise<void> {
  const now = new Date(operation.services.clock.now()).toISOString();
  await asCaller(operation, (session) =>
    session.run(
      compile(
        sql`update metacore.approvals set status = ${status}, decided_by = ${operation.principal.userId}, decided_at = ${now}, reason = ${reason} where id = ${id}`,
      ),
    ),
  );
}

/** Does what was parked, as the person who asked for it, with the approval in hand. */
async function perform(operation: Operation, row: ApprovalRow): Promise<unknown> {
  const requester = (await listPeople(operation.database)).find(
    ({ userId, organizationId }) => userId === row.requested_by && organizationId === operation.principal.organizationId,
  );
  if (!requester) throw conflict('whoever asked for it is no longer there', { code: 'requester_gone' });
  const model = operation.registry.model(operation.principal.organizationId, `${row.addon_key}.${row.model}`);
  if (!model) throw conflict(`the model "${row.model}" is no longer installed`, { code: 'model_gone' });
  const approved: Operation = { ...operation, principal: requester, approved: new Set(row.keys) };
  if (row.kind === 'create') return create(approved, model, row.body);
  if (row.kind === 'update') return update(approved, model, row.record_id ?? '', row.body);
  const answer = await runAction(approved, model, row.action, row.record_id, row.body);
  if (answer.status !== 200) throw new RequestFailure(answer.status, 'the action failed', answer.body);
  return answer.body;
}

/** What a decision led to: the request as it is now, and for an approval what was done. */
export interface Decision {
  approval: Approval;
  result: unknown;
}

async function decided(operation: Operation, row: ApprovalRow, approves: boolean, reason: string): Promise<Decision> {
  const why = reason === '' ? null : reason;
  if (!approves) {
    await note(operation, row.id, 'rejected', why);
    return { approval: await getApproval(operation, row.id), result: null };
  }
  try {
    const result = await perform(operation, row);
    await note(operation, row.id, 'approved', why);
    return { approval: await getApproval(operation, row.id), result };
  } catch (error) {
    // It was agreed to, and something else about it has to be agreed to as well: that is a request of its own.
    if (error instanceof RequestFailure && error.status === 202) await note(operation, row.id, 'approved', why);
    throw error;
  }
}

/**
 * Approves or rejects a request. An approval does what was parked; where that fails, the request stays pending.
 * @throws RequestFailure 404, 403 not one of the policy's roles, 409 decided, being decided or expired, 422 without the reason
 * that is asked for, and whatever the operation itself refuses
 */
export async function decide(operation: Operation, id: string, approves: boolean, reason: unknown): Promise<Decision> {
  const row = await one(operation, id);
  if (!mayDecide(operation.principal, row))
    throw new RequestFailure(403, `only ${row.roles.join(' or ')} may decide this`, { code: 'permission_denied' });
  if (row.status !== 'pending') throw conflict(`this request is ${row.status}`, { code: `approval_${row.status}` });
  const text = typeof reason === 'string' ? reason.trim() : '';
  if (row.reason_required && text === '') throw invalidFields({ reason: [{ code: 'required' }] });
  const deciding = DECIDING.get(operation.services.database) ?? new Set<string>();
  DECIDING.set(operation.services.database, deciding);
  if (deciding.has(id)) throw conflict('this request is being decided', { code: 'approval_in_flight' });
  deciding.add(id);
  try {
    return await decided(operation, row, approves, text);
  } finally {
    deciding.delete(id);
  }
}
