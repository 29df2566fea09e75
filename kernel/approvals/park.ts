/** Operations that wait for somebody's approval (docs/architecture/04, APPROVAL): parked as a row, decided later. */
import type { ApprovalPolicy } from '../../schemas';
import { compile, sql } from '../database/sql';
import type { DynamicModel } from '../installed/model';
import { asCaller, type Operation } from '../dynamic/operation';
import { RequestFailure } from '../failure';
import { writeJson } from '../values/json';

/** What is to be done once somebody agrees. */
export interface Parked {
  kind: 'create' | 'update' | 'action';
  model: DynamicModel;
  /** The row it is about; null for a new one. */
  id: string | null;
  /** Key of the action; empty for a write. */
  action: string;
  body: unknown;
}

/** Thrown where an operation asks for an approval it does not have. Nothing of it was written. */
export class ApprovalNeeded extends RequestFailure {
  /**
   * @param key names what is approved: among `Operation.approved.keys`, it is not asked for again
   * @param reason why it is asked for
   */
  constructor(
    readonly key: string,
    readonly policy: ApprovalPolicy,
    reason: string,
  ) {
    super(409, `an approval by ${policy.roles.join(' or ')} is needed: ${reason}`, { code: 'approval_required' });
    this.name = 'ApprovalNeeded';
  }
}

/** @throws ApprovalNeeded unless the operation has this approval already */
export function askApproval(operation: Operation, key: string, policy: ApprovalPolicy, reason: string): void {
  if (!operation.approved?.keys.has(key)) throw new ApprovalNeeded(key, policy, reason);
}

/** Tells, after the commit, that requests for approval changed: whoever keeps what the database journals listens. */
export function tellApproval(operation: Operation, action: 'created' | 'updated', id: string): void {
  operation.publish({
    type: 'DATA_EVENT',
    payload: {
      org_id: operation.principal.organizationId,
      addon: 'kernel',
      model: 'ApprovalRequest',
      table: 'approvals',
      action,
      id,
      actor_id: operation.principal.userId,
      at: new Date(operation.services.clock.now()).toISOString(),
    },
  });
}

const HOUR_MS = 3_600_000;

async function park(operation: Operation, { kind, model, id, action, body }: Parked, needed: ApprovalNeeded): Promise<string> {
  const { roles, reason_required: reasonRequired = false, expires_hours: hours = 0, label } = needed.policy;
  const now = operation.services.clock.now();
  const keys = JSON.stringify([...(operation.approved?.keys ?? []), needed.key]);
  const expires = hours > 0 ? new Date(now + hours * HOUR_MS).toISOString() : null;
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ id: string }>(
      compile(sql`insert into metacore.approvals
          (organization_id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at, expires_at)
        values (${operation.principal.organizationId}, ${model.addonKey}, ${model.key}, ${id}, ${kind}, ${action}, ${writeJson(body ?? {})}, ${keys},
          ${needed.message}, ${label ?? ''}, ${JSON.stringify(roles)}, ${reasonRequired}, ${operation.principal.userId}, ${new Date(now).toISOString()}, ${expires})
        returning id`),
    ),
  );
  const request = rows[0]?.id ?? '';
  tellApproval(operation, 'created', request);
  return request;
}

/**
 * Runs `work`; where it asks for an approval, what was to be done is parked and the answer says so.
 * @throws RequestFailure 202 `approval_required` with the request's id, and whatever `work` throws
 */
export async function parking<T>(operation: Operation, parked: Parked, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApprovalNeeded)) throw error;
    const id = await park(operation, parked, error);
    // 202: nothing is wrong, and nothing is done yet.
    throw new RequestFailure(202, error.message, { code: 'approval_required', meta: { approval_request_id: id } });
  }
}
