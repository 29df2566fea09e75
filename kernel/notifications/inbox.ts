/** What a person was told: a page of it, the newest first, what of it is unread, and that it was read (NOTIFY). */
import { compile, join, sql } from '../database/sql';
import { badRequest, notFound } from '../failure';
import { translator } from '../installed/label';
import { asCaller, type Operation } from '../operation/operation';
import { filled, filledLink } from './words';

const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 200;

/** As the bell of hosts reads it. */
export interface Notification {
  id: string;
  title: string;
  message: string;
  type: string;
  is_read: boolean;
  created_at: string;
  link?: string;
  icon?: string;
  metadata: { addon: string; rule: string; event: string; record_id: string | null };
}

interface StoredNotification extends Omit<Notification, 'message' | 'metadata'> {
  body: string;
  link: string;
  icon: string;
  fill: unknown;
  addon_key: string;
  rule: string;
  event: string;
  record_id: string | null;
}

/** Texts for places; what of it is none was damaged where it is stored. */
const fillIn = (stored: unknown): Record<string, string> =>
  typeof stored === 'object' && stored !== null
    ? Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    : {};

function shown({ registry, principal, language }: Operation, row: StoredNotification): Notification {
  const translate = translator(
    registry.addons(principal.organizationId).find(({ key }) => key === row.addon_key),
    language,
  );
  const fill = fillIn(row.fill);
  const link = filledLink(translate(row.link), fill);
  return {
    id: row.id,
    title: filled(translate(row.title), fill),
    message: filled(translate(row.body), fill),
    type: row.type,
    is_read: row.is_read,
    created_at: row.created_at,
    ...(link !== null && { link }),
    ...(row.icon !== '' && { icon: row.icon }),
    metadata: { addon: row.addon_key, rule: row.rule, event: row.event, record_id: row.record_id },
  };
}

const positive = (text: string | null, fallback: number): number => {
  const number = Number(text ?? fallback);
  return Number.isSafeInteger(number) && number > 0 ? number : fallback;
};

export interface Inbox {
  notifications: Notification[];
  meta: { total: number; unread: number; page: number; per_page: number; last_page: number };
}

const COLUMNS = sql.raw('id, title, body, type, is_read, created_at, link, icon, fill, addon_key, rule, event, record_id');

/** The caller's own. `unread=true` leaves out what was read; malformed paging falls back to the defaults. */
export async function inboxOf(operation: Operation, parameters: URLSearchParams): Promise<Inbox> {
  const { organizationId, userId } = operation.principal;
  const page = positive(parameters.get('page'), 1);
  const perPage = Math.min(positive(parameters.get('per_page'), DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const isUnread = parameters.get('unread') === 'true' || parameters.get('f_is_read') === 'false';
  const isOldestFirst = (parameters.get('orderDir') ?? parameters.get('order'))?.toLowerCase() === 'asc';
  const own = [sql`organization_id = ${organizationId}`, sql`user_id = ${userId}`];
  const asked = join(isUnread ? [...own, sql`not is_read`] : own, sql` and `);
  const order = isOldestFirst ? sql`created_at, seq` : sql`created_at desc, seq desc`;
  return asCaller(operation, async (session) => {
    const { rows } = await session.run<StoredNotification>(
      compile(
        sql`select ${COLUMNS} from metacore.notifications where ${asked} order by ${order} limit ${perPage} offset ${(page - 1) * perPage}`,
      ),
    );
    const counted = await session.run<{ total: number; unread: number }>(
      compile(
        sql`select count(*)::int as total, count(*) filter (where not is_read)::int as unread from metacore.notifications where ${join(own, sql` and `)}`,
      ),
    );
    const { total: all = 0, unread = 0 } = counted.rows[0] ?? {};
    const total = isUnread ? unread : all;
    return {
      notifications: rows.map((row) => shown(operation, row)),
      meta: { total, unread, page, per_page: perPage, last_page: Math.max(1, Math.ceil(total / perPage)) },
    };
  });
}

/** How many the caller has not read. */
export async function unreadCount(operation: Operation): Promise<number> {
  const { meta } = await inboxOf(operation, new URLSearchParams({ per_page: '1', unread: 'true' }));
  return meta.unread;
}

/** Notes that one was read, or is unread again. @throws RequestFailure 400, 404 for what is not the caller's */
export async function markRead(operation: Operation, id: string, isRead: unknown): Promise<Notification> {
  if (typeof isRead !== 'boolean') throw badRequest('is_read is true or false');
  const { organizationId, userId } = operation.principal;
  const { rows } = await asCaller(operation, (session) =>
    session.run<StoredNotification>(
      compile(
        sql`update metacore.notifications set is_read = ${isRead}
          where id = ${id} and organization_id = ${organizationId} and user_id = ${userId} returning ${COLUMNS}`,
      ),
    ),
  );
  const [row] = rows;
  if (!row) throw notFound('there is no such notification');
  return shown(operation, row);
}

/** Notes that all of the caller's were read; answers how many were not. */
export async function markAllRead(operation: Operation): Promise<number> {
  const { organizationId, userId } = operation.principal;
  const { rows } = await asCaller(operation, (session) =>
    session.run(
      compile(
        sql`update metacore.notifications set is_read = true
          where organization_id = ${organizationId} and user_id = ${userId} and not is_read returning id`,
      ),
    ),
  );
  return rows.length;
}
