/** Grants that a supervisor gives by typing a PIN: for one use within a quarter of an hour (APPROVAL-PIN). */
import { compile, sql } from '../database/sql';
import { bodyObject } from '../dynamic/values';
import { badRequest } from '../failure';
import type { UseGrant } from '../operation/approval';
import { asCaller, type Operation } from '../operation/operation';
import type { Principal } from '../principal';
import { isUnasked, mayApprove } from '../security/permissions';
import { isUuid } from '../values/uuid';
import { type Decision, decide } from './decide';
import { approvalFailure } from './failure';
import { tellApproval } from './park';
import { PIN_LOCK } from './pin-lock';
import { ownerOfPin } from './pins';
import { type Approval, getApproval } from './requests';

const GRANT_MS = 15 * 60_000;
const MAX_TEXT_CHARS = 500;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * Whose PIN was typed. A blank one is no try.
 * @throws RequestFailure 403 `approval_pin_invalid`, 429 `approval_pin_locked`
 */
async function typedBy(operation: Operation, pin: string, may: (person: Principal) => boolean): Promise<Principal> {
  const { principal, services } = operation;
  if (pin === '') throw approvalFailure(403, 'approval_pin_invalid', 'the PIN is not right');
  const clear = services.ports.of(PIN_LOCK).begin(principal.organizationId, principal.userId);
  const owner = await ownerOfPin(operation, pin, may);
  if (owner === null) throw approvalFailure(403, 'approval_pin_invalid', 'the PIN is not right');
  clear();
  return owner;
}

/**
 * Makes a grant for whoever asks, by the PIN of somebody who may approve the policy (`general.approve_<policy>`).
 * @throws RequestFailure 400 without a policy, 422 `approval_reason_required`, 403 `approval_pin_invalid`, 429 `approval_pin_locked`
 */
export async function grantByPin(operation: Operation, body: unknown): Promise<Approval> {
  const { principal, services } = operation;
  const given = bodyObject(body);
  const [policy, reason, label] = [textOf(given.policy), textOf(given.reason), textOf(given.label)];
  if (policy === '' || policy.length > MAX_TEXT_CHARS) throw badRequest('invalid input: policy is required');
  if (reason === '') throw approvalFailure(422, 'approval_reason_required', 'a reason is required');
  if ([reason, label].some((text) => text.length > MAX_TEXT_CHARS)) throw badRequest(`a text is longer than ${MAX_TEXT_CHARS} characters`);
  const record = textOf(given.record_id);
  if (record !== '' && !isUuid(record)) throw badRequest('record_id is no uuid');
  const owner = await typedBy(
    operation,
    textOf(given.pin),
    (person) => isUnasked(person) || mayApprove({ ...operation, principal: person }, policy),
  );
  const now = new Date(services.clock.now()).toISOString();
  const [addon, model] = [textOf(given.addon_key ?? given.addon), textOf(given.model_key ?? given.model)].map((text) => text.slice(0, 64));
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ id: string }>(
      compile(sql`insert into metacore.approvals
          (organization_id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, status,
            requested_by, requested_at, decided_by, decided_at, reason, constraint_key)
        values (${principal.organizationId}, ${addon ?? ''}, ${model ?? ''}, ${record === '' ? null : record}, 'pin', '', '{}', '[]',
          ${`granted by PIN: ${policy}`}, ${label === '' ? policy : label}, '[]', true, 'applied',
          ${principal.userId}, ${now}, ${owner.userId}, ${now}, ${reason}, ${policy})
        returning id`),
    ),
  );
  // A PIN that was typed is not typed again for an install that came meanwhile.
  operation.attempt.pin();
  const id = rows[0]?.id ?? '';
  tellApproval(operation, 'created', id);
  return getApproval(operation, id);
}

/**
 * Approves a request as whoever's PIN was typed.
 * @throws RequestFailure 403 `approval_pin_invalid`, 429 `approval_pin_locked`, and as `decide`
 */
export async function approveByPin(operation: Operation, id: string, body: unknown): Promise<Decision> {
  // Whether there is one to decide for whoever asks.
  await getApproval(operation, id);
  const given = bodyObject(body);
  const owner = await typedBy(operation, textOf(given.pin), () => true);
  return decide({ ...operation, principal: owner }, id, true, given.reason);
}

/** Uses a grant up (`SUPERVISOR_GRANTS`): of two at once one is let through, and nothing gives it back. */
export const useGrant: UseGrant = async (operation, { id, policy, recordId }) => {
  const { principal, services } = operation;
  if (!isUuid(id)) return false;
  const since = new Date(services.clock.now() - GRANT_MS).toISOString();
  const { rows } = await asCaller(operation, (session) =>
    session.run(
      compile(sql`update metacore.approvals set applied_event_id = 'consumed'
        where id = ${id} and organization_id = ${principal.organizationId} and kind = 'pin' and status = 'applied'
          and requested_by = ${principal.userId} and constraint_key = ${policy} and decided_at >= ${since}::text::timestamptz
          and (record_id is null or ${recordId}::text is null or record_id = ${recordId}::text::uuid) and applied_event_id is null
        returning id`),
    ),
  );
  if (rows.length === 0) return false;
  operation.attempt.pin();
  tellApproval(operation, 'updated', id);
  return true;
};
