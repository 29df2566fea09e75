/** Operations that wait for somebody's approval (docs/architecture/04, APPROVAL): kept as a row, decided later. */
import { compile, sql } from '../database/sql';
import { asCaller, type Operation } from '../operation/operation';
import type { Park } from '../operation/approval';
import { invalidFields, RequestFailure } from '../failure';
import type { Session } from '../database/port';
import { localeOf } from '../locale';
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

/** Requests of an organization that may wait for somebody at once, and bytes of what they ask for, as they are stored. */
const MAX_WAITING = 1_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

const FULL = {
  en: 'too many requests wait for approval already: decide some of them first',
  es: 'ya hay demasiadas solicitudes esperando aprobación: decida antes algunas de ellas',
};

/** @throws RequestFailure 409 `approvals_full` */
async function refuseFull({ principal, language, services }: Operation, session: Session, body: string): Promise<void> {
  const { rows } = await session.run<{ waiting: number; bytes: number }>(
    compile(sql`select count(*)::int as waiting, coalesce(sum(pg_column_size(body)), 0)::double precision as bytes from metacore.approvals
      where organization_id = ${principal.organizationId} and status = 'pending'
        and (expires_at is null or expires_at > ${new Date(services.clock.now()).toISOString()}::text::timestamptz)`),
  );
  const { waiting = 0, bytes = 0 } = rows[0] ?? {};
  if (waiting < MAX_WAITING && bytes + utf8.encode(body).length <= MAX_WAITING_BYTES) return;
  throw new RequestFailure(409, FULL[localeOf(language)], { code: 'approvals_full' });
}

const utf8 = new TextEncoder();

/** Keeps an operation until somebody decides (`APPROVAL_QUEUE`). @throws RequestFailure 422 for a body that cannot be kept, 409 where too many wait */
export const park: Park = async (operation, { kind, model, id, action, body }, needed) => {
  const { roles, reason_required: reasonRequired = false, expires_hours: hours = 0, label } = needed.policy;
  const now = operation.services.clock.now();
  const keys = JSON.stringify([...(operation.approved?.keys ?? []), needed.key]);
  const expires = hours > 0 ? new Date(now + hours * HOUR_MS).toISOString() : null;
  const asked = kept(body);
  const { rows } = await asCaller(operation, async (session) => {
    await refuseFull(operation, session, asked);
    return session.run<{ id: string }>(
      compile(sql`insert into metacore.approvals
          (organization_id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at, expires_at)
        values (${operation.principal.organizationId}, ${model.addonKey}, ${model.key}, ${id}, ${kind}, ${action}, ${asked}, ${keys},
          ${needed.message}, ${label ?? ''}, ${JSON.stringify(roles)}, ${reasonRequired}, ${operation.principal.userId}, ${new Date(now).toISOString()}, ${expires})
        returning id`),
    );
  });
  const request = rows[0]?.id ?? '';
  tellApproval(operation, 'created', request);
  return request;
};
