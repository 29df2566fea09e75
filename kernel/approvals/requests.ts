/** Requests for approval as they are read: whoever made one sees it, and whoever may decide it. */
import { compile, join, sql, type Fragment } from '../database/sql';
import { positiveInteger } from '../dynamic/list';
import { isTooLarge, measureStatement, pageStatement, tooLargePage } from '../dynamic/page-bytes';
import type { Row } from '../dynamic/row';
import { json } from '../columns/json';
import { notFound, RequestFailure } from '../failure';
import { asCaller, type Operation } from '../operation/operation';
import type { Principal } from '../principal';
import { isUnasked } from '../security/permissions';
import { type StoredShape, wholeOr } from '../values/stored-shape';

export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'applied';

export interface Approval {
  id: string;
  addon_key: string;
  model: string;
  record_id: string | null;
  /** `pin`: a supervisor's grant, which nobody decides any more. */
  kind: 'create' | 'update' | 'action' | 'pin';
  action: string;
  body: unknown;
  message: string;
  label: string;
  roles: string[];
  reason_required: boolean;
  status: ApprovalStatus;
  /** The policy that was granted; null for what is no grant. */
  constraint_key: string | null;
  /** `consumed` once a grant is used up. */
  applied_event_id: string | null;
  requested_by: string;
  requested_at: string;
  expires_at: string | null;
  decided_by: string | null;
  decided_at: string | null;
  reason: string | null;
  /** Whether an administrator decided what was not his to decide: his own request, or one for other roles. */
  overridden: boolean;
  /** What is wrong with it as it is stored; nobody approves it then, and an administrator may reject it. */
  damaged?: string;
}

/** A request with what only the kernel needs of it: the keys of what is approved. */
export interface ApprovalRow extends Approval {
  keys: string[];
}

const DEFAULT_PER_PAGE = 50;
const MAX_PER_PAGE = 200;
const STATUSES: readonly string[] = ['pending', 'approved', 'rejected', 'expired', 'applied'] satisfies ApprovalStatus[];

/** Those the caller made, and those for a role he holds; administrators and owners see all of their organization. */
function visible(principal: Principal): Fragment {
  const { organizationId, userId, roles } = principal;
  const own = sql`organization_id = ${organizationId}`;
  if (isUnasked(principal)) return own;
  return sql`${own} and (requested_by = ${userId} or roles ?| array(select jsonb_array_elements_text(${JSON.stringify(roles)}::jsonb)))`;
}

/** What a request is now: one whose time is over says so. */
const stateAt = ({ services }: Operation): Fragment =>
  sql`case when status = 'pending' and expires_at <= ${new Date(services.clock.now()).toISOString()}::timestamptz then 'expired' else status end`;

const columns = (state: Fragment): Fragment =>
  sql`id, addon_key, model, record_id, kind, action, body, keys, message, label, roles, reason_required, ${state} as status, constraint_key, applied_event_id,
    requested_by, requested_at, expires_at, decided_by, decided_at, reason, coalesce(overridden, false) as overridden`;

const SHAPE: StoredShape = { members: { keys: { listOf: 'string' }, roles: { listOf: 'string' } } };

const whole = (row: ApprovalRow): ApprovalRow => wholeOr(row, SHAPE, { keys: [], roles: [] });

/** A request without what only the kernel needs of it. */
function shown(row: ApprovalRow): Approval {
  const approval: Partial<ApprovalRow> = { ...whole(row) };
  delete approval.keys;
  return approval as Approval;
}

/** As hosts page them; `count` of them are on this page. */
export interface ApprovalList {
  approvals: Approval[];
  meta: { count: number; total: number; per_page: number; current_page: number };
}

/**
 * A page of the requests the caller made or may decide, the newest first. `status` is one of them, or all; malformed paging falls back to the
 * defaults.
 * @throws RequestFailure 400, 422 `answer_too_large`
 */
export async function listApprovals(operation: Operation, parameters: URLSearchParams): Promise<ApprovalList> {
  const status = parameters.get('status') ?? 'pending';
  if (status !== 'all' && !STATUSES.includes(status)) throw new RequestFailure(400, `"status" must be all, ${STATUSES.join(', ')}`);
  const page = positiveInteger(parameters.get('page'), 1);
  const perPage = Math.min(positiveInteger(parameters.get('per_page'), DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const state = stateAt(operation);
  const conditions = [visible(operation.principal), ...(status === 'all' ? [] : [sql`${state} = ${status}`])];
  const from = sql`from metacore.approvals where ${join(conditions, sql` and `)}`;
  const size = json.bytes(sql`body`);
  const rest = sql`${from} order by requested_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`;
  return asCaller(operation, async (session) => {
    const { rows } = await session.run<Row>(pageStatement(columns(state), size, rest));
    if (isTooLarge(rows)) {
      const measured = await session.run<{ rows: number; fit: number; bytes: number }>(measureStatement(size, rest));
      throw tooLargePage(measured.rows, (fitting) => `ask for ${fitting} of them (per_page=${fitting})`);
    }
    const counted = await session.run<{ total: number }>(compile(sql`select count(*)::int as total ${from}`));
    const approvals = (rows as unknown as ApprovalRow[]).map(shown);
    return { approvals, meta: { count: approvals.length, total: counted.rows[0]?.total ?? 0, per_page: perPage, current_page: page } };
  });
}

/** Requests that wait: for a role of the caller's, and his own. */
export async function countApprovals(operation: Operation): Promise<{ for_me: number; mine: number }> {
  const { organizationId, userId, roles } = operation.principal;
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ for_me: number; mine: number }>(
      compile(sql`select count(*) filter (where roles ?| array(select jsonb_array_elements_text(${JSON.stringify(roles)}::jsonb)))::int as for_me,
          count(*) filter (where requested_by = ${userId})::int as mine
        from metacore.approvals where organization_id = ${organizationId} and ${stateAt(operation)} = 'pending'`),
    ),
  );
  return rows[0] ?? { for_me: 0, mine: 0 };
}

/** @throws RequestFailure 404 where there is none, or none that the caller may see */
export async function approvalRow(operation: Operation, id: string): Promise<ApprovalRow> {
  const { rows } = await asCaller(operation, (session) =>
    session.run<ApprovalRow>(
      compile(sql`select ${columns(stateAt(operation))} from metacore.approvals where id = ${id} and ${visible(operation.principal)}`),
    ),
  );
  const [row] = rows;
  if (!row) throw notFound('there is no such request for approval');
  return whole(row);
}

/** @throws RequestFailure 404 */
export const getApproval = async (operation: Operation, id: string): Promise<Approval> => shown(await approvalRow(operation, id));
