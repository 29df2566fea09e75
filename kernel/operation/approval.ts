/** Operations that wait for somebody's approval (docs/architecture/04, APPROVAL): where one is asked for, and who parks them. */
import type { ApprovalPolicy } from '../../schemas';
import { RequestFailure } from '../failure';
import type { DynamicModel } from '../installed/model';
import { type Port, port } from '../port';
import type { Operation } from './operation';

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
export function requireApproval(operation: Operation, key: string, policy: ApprovalPolicy, reason: string): void {
  if (!operation.approved?.keys.has(key)) throw new ApprovalNeeded(key, policy, reason);
}

/** Keeps what was to be done until somebody decides; answers the id of the request for approval. */
export type Park = (operation: Operation, parked: Parked, needed: ApprovalNeeded) => Promise<string>;

/**
 * Uses up a supervisor's grant for a policy; false where there is none that fits: of the same requester, at most a quarter of an hour
 * old, for this record where it names one, and not used.
 */
export type UseGrant = (operation: Operation, grant: { id: string; policy: string; recordId: string | null }) => Promise<boolean>;

export const SUPERVISOR_GRANTS: Port<UseGrant> = port('the keeper of grants by PIN');

export const APPROVAL_QUEUE: Port<Park> = port('the keeper of what waits for an approval');

/**
 * Runs `work`; where it asks for an approval, what was to be done is parked and the answer says so.
 * @throws RequestFailure 202 `approval_required` with the request's id, and whatever `work` throws
 */
export async function parkUnlessApproved<T>(operation: Operation, parked: Parked, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApprovalNeeded)) throw error;
    const id = await operation.services.ports.of(APPROVAL_QUEUE)(operation, parked, error);
    // 202: nothing is wrong, and nothing is done yet.
    throw new RequestFailure(202, error.message, { code: 'approval_required', meta: { approval_request_id: id } });
  }
}
