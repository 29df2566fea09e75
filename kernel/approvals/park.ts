/** Operations that wait for somebody's approval (docs/architecture/04, APPROVAL): kept as a row, decided later. */
import { compile, sql } from '../database/sql';
import { asCaller, type Operation } from '../operation/operation';
import type { Park } from '../operation/approval';
import { invalidFields } from '../failure';
import { jsonText } from '../values/json-text';

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

/** What was asked, as it is kept. @throws RequestFailure 422 at the field that `jsonb` could not hold or would write out without end */
function kept(body: unknown): string {
  const text = jsonText(body ?? {});
  if (text !== null) return text;
  const [field = 'body'] = Object.entries(body as Record<string, unknown>).find(([, value]) => jsonText({ value }) === null) ?? [];
  throw invalidFields({ [field]: [{ code: 'invalid_type' }] });
}

/** Keeps an operation until somebody decides (`APPROVAL_QUEUE`). @throws RequestFailure 422 for a body that cannot be kept */
export const park: Park = async (operation, { kind, model, id, action, body }, needed) => {
  const { roles, reason_required: reasonRequired = false, expires_hours: hours = 0, label } = needed.policy;
  const now = operation.services.clock.now();
  const keys = JSON.stringify([...(operation.approved?.keys ?? []), needed.key]);
  const expires = hours > 0 ? new Date(now + hours * HOUR_MS).toISOString() : null;
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ id: string }>(
      compile(sql`insert into metacore.approvals
          (organization_id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at, expires_at)
        values (${operation.principal.organizationId}, ${model.addonKey}, ${model.key}, ${id}, ${kind}, ${action}, ${kept(body)}, ${keys},
          ${needed.message}, ${label ?? ''}, ${JSON.stringify(roles)}, ${reasonRequired}, ${operation.principal.userId}, ${new Date(now).toISOString()}, ${expires})
        returning id`),
    ),
  );
  const request = rows[0]?.id ?? '';
  tellApproval(operation, 'created', request);
  return request;
};
