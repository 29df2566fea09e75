/** `approval_request({model, record_id?, roles, payload, …})`: a write of the addon's that waits until somebody decides. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { RequestFailure } from '../../failure';
import { APPROVAL_QUEUE, ApprovalNeeded, type Parked } from '../../operation/approval';
import { isUuid } from '../../values/uuid';
import { enveloped, type HostContext, type HostFunction, HostRefusal, isObject, requestOf } from './context';

const { limits } = HOST_IMPORTS.approval_request;
/** As long as a request may wait: a year. */
const MAX_HOURS = 8784;
const MAX_TEXT_CHARS = 255;

const invalid = (message: string): HostRefusal => new HostRefusal('invalid_request', message);

function textIn(request: Record<string, unknown>, name: string): string {
  const value = request[name] ?? '';
  if (typeof value !== 'string' || value.length > MAX_TEXT_CHARS) throw invalid(`"${name}" is no text, or too long`);
  return value;
}

function rolesIn({ roles }: Record<string, unknown>): string[] {
  const isRole = (role: unknown): role is string => typeof role === 'string' && role !== '' && role.length <= MAX_TEXT_CHARS;
  if (!Array.isArray(roles) || roles.length === 0 || roles.length > 100 || !roles.every(isRole))
    throw invalid('"roles" names who decides, at least one');
  return roles;
}

/** What is done once it is approved. @throws HostRefusal `invalid_request` */
function parkedOf({ operation, addon }: HostContext, request: Record<string, unknown>): Parked {
  const name = textIn(request, 'model');
  const own = addon.models.find(({ key, table }) => key === name || table === name);
  const model = own ?? operation.registry.model(operation.principal.organizationId, name, addon.key);
  if (!model) throw invalid(`no model "${name.slice(0, 64)}" is installed`);
  const { payload } = request;
  if (!isObject(payload) || typeof payload.op !== 'string' || payload.op === '') throw invalid('"payload" says by "op" what is to be done');
  if (payload.op !== 'create' && payload.op !== 'update')
    throw invalid('the playground does "create" and "update" once they are approved, and nothing else');
  const data = payload.data ?? {};
  if (!isObject(data)) throw invalid('"data" is no object');
  const id = request.record_id ?? payload.id ?? null;
  if (payload.op === 'create') return { kind: 'create', model, id: null, action: '', body: data };
  if (typeof id !== 'string' || !isUuid(id)) throw invalid('"record_id" is no uuid');
  return { kind: 'update', model, id: id.toLowerCase(), action: '', body: data };
}

export const approvalRequest: HostFunction = (context, [argument]) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes }, async () => {
    const request = requestOf(argument, limits.requestBytes);
    const roles = rolesIn(request);
    const parked = parkedOf(context, request);
    const { reason_required: reasonRequired = false, expires_hours: hours = 0 } = request;
    if (typeof reasonRequired !== 'boolean') throw invalid('"reason_required" is true or false');
    if (typeof hours !== 'number' || !Number.isInteger(hours) || hours < 0 || hours > MAX_HOURS)
      throw invalid('"expires_hours" is no count of hours');
    const label = textIn(request, 'label');
    const { operation, addon } = context;
    const policy = { roles, reason_required: reasonRequired, label, ...(hours > 0 && { expires_hours: hours }) };
    const why = typeof request.violation === 'string' && request.violation !== '' ? request.violation.slice(0, MAX_TEXT_CHARS) : label;
    const needed = new ApprovalNeeded(`guest:${addon.key}`, policy, why === '' ? parked.model.key : why);
    try {
      return { id: await operation.services.ports.of(APPROVAL_QUEUE)(operation, parked, needed), status: 'pending' };
    } catch (error) {
      if (error instanceof RequestFailure && error.status === 409) throw new HostRefusal('approvals_unavailable', error.message);
      throw error;
    }
  });
