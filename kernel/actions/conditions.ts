/** When an action may run: the state it needs, and the condition under which an organization is offered it (CRUD-ACTION). */
import { CONNECTED } from '../connectors/connected';
import type { Action, Condition, RecordFieldCondition } from '../../schemas';
import { requireApproval, SUPERVISOR_GRANTS } from '../operation/approval';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { Row } from '../dynamic/row';
import { guardHoldsOrUnreadable } from '../expressions/guard';
import { conflict, RequestFailure } from '../failure';
import { mayApprove } from '../security/permissions';
import { mayRead } from '../security/readable';
import { writeJson } from '../values/json';

/** Where a record stands: `status`, else `state`, else the column the model's stages are in. */
export const stateOf = (model: DynamicModel, record: Row | null): unknown =>
  record?.status ?? record?.state ?? record?.[model.declared?.stage_field ?? ''];

/** @throws RequestFailure 409 when the record is in none of the states the action needs */
export function refuseState(operation: Operation, action: Action, model: DynamicModel, record: Row | null): void {
  const allowed = action.requires_state ?? [];
  if (allowed.length === 0) return;
  const state = stateOf(model, record);
  if (typeof state === 'string' && allowed.includes(state)) return;
  const needed = `action "${action.key}" needs the state ${allowed.join(' or ')}`;
  // Whoever may act on a record may not therefore read it.
  throw conflict(mayRead(operation, model) ? `${needed}; the record is ${typeof state === 'string' ? state : 'without one'}` : needed);
}

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === false || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : writeJson(value));

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf);
  return textOf(value ?? '')
    .split(',')
    .map((item) => item.trim());
}

/** Compares as the runtime does when it decides whether to show an action: by text, and an operator it does not know holds. */
export function fieldHolds({ field, operator = 'eq', value }: Partial<RecordFieldCondition>, record: Row): boolean {
  const own = record[field ?? ''];
  const same = textOf(own ?? '') === textOf(value ?? '');
  switch (operator) {
    case 'eq':
    case 'equals':
    case '==':
      return same;
    case 'neq':
    case 'notequals':
    case 'not_equals':
    case '!=':
      return !same;
    case 'in':
      return listOf(value).includes(textOf(own ?? ''));
    case 'not_in':
    case 'notin':
      return !listOf(value).includes(textOf(own ?? ''));
    case 'truthy':
    case 'present':
    case 'set':
      return !isBlank(own);
    case 'falsy':
    case 'blank':
    case 'empty':
      return isBlank(own);
    default:
      return true;
  }
}

/** Whether the organization has what the condition asks for. */
export function isOffered(operation: Pick<Operation, 'registry' | 'principal' | 'services'>, condition: Condition | undefined): boolean {
  const { services, principal } = operation;
  const connector = condition?.connector_connected;
  if (connector !== undefined && !services.ports.of(CONNECTED).has(principal.organizationId, connector)) return false;
  const wanted = condition?.addon_installed;
  return wanted === undefined || operation.registry.addons(principal.organizationId).some(({ key }) => key === wanted);
}

/** @throws RequestFailure 409 `condition_not_met` */
export function refuseCondition(operation: Operation, action: Action, record: Row | null): void {
  const { condition } = action;
  if (condition === undefined) return;
  const refuse = (why: string) => conflict(`action "${action.key}" is not offered: ${why}`, { code: 'condition_not_met' });
  if (!isOffered(operation, condition)) {
    const { connector_connected: connector, addon_installed: addon } = condition;
    throw refuse(
      connector === undefined || isOffered(operation, { connector_connected: connector })
        ? `the addon "${addon ?? ''}" is not installed`
        : `the connector "${connector}" is not connected`,
    );
  }
  if (condition.field === undefined || record === null || fieldHolds(condition, record)) return;
  throw refuse(`"${condition.field}" of the record is not what it asks for`);
}

/** Names the approval of an action among those that an operation has. */
const approvalOf = (model: DynamicModel, action: Action): string => `${model.addonKey}.${model.key}::${action.key}`;

/**
 * Actions under a supervisor's policy run for whoever may approve it, and for others by a grant that a supervisor gave (`approval_id`),
 * which is used up here. What waited for an approval was let through before it waited.
 * @throws RequestFailure 403 `approval_grant_required`
 */
export async function refuseUnsupervised(
  operation: Operation,
  action: Action,
  model: DynamicModel,
  recordId: string | null,
  grant: unknown,
): Promise<void> {
  const policy = action.supervisor_policy;
  if (policy === undefined || mayApprove(operation, policy) || operation.approved?.keys.has(approvalOf(model, action))) return;
  const { ports } = operation.services;
  if (typeof grant === 'string' && (await ports.of(SUPERVISOR_GRANTS)(operation, { id: grant, policy, recordId }))) return;
  throw new RequestFailure(403, `a supervisor has to allow "${action.key}"`, { code: 'approval_grant_required', policy });
}

/**
 * `payload` holds declared fields alone. Where one is called like a column, the guard is asked of both: a field is no word about the
 * record.
 * @throws ApprovalNeeded where the action waits for somebody's approval
 */
export function refuseUnapproved(
  operation: Operation,
  model: DynamicModel,
  action: Action,
  record: Row | null,
  payload: Readonly<Record<string, unknown>>,
): void {
  const { approval } = action;
  if (approval === undefined) return;
  const { when } = approval;
  const asTyped = (name: string): unknown => (Object.hasOwn(payload, name) ? payload[name] : record?.[name]);
  const asStored = (name: string): unknown => (record !== null && Object.hasOwn(record, name) ? record[name] : payload[name]);
  if (when === undefined || guardHoldsOrUnreadable(when, asTyped) || guardHoldsOrUnreadable(when, asStored)) {
    requireApproval(operation, approvalOf(model, action), approval, `action "${action.key}"`);
  }
}
