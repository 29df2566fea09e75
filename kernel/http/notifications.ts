/** The inbox of whoever asks, at `/notifications` and where the bell of hosts looks for it: `/data/notifications/me`. */
import { bodyObject } from '../dynamic/values';
import { inboxOf, markAllRead, markRead, unreadCount } from '../notifications/inbox';
import { recordId } from '../operation/operation';
import { jsonBody, type KernelApp, type KernelContext, parameters } from './context';

const BELL = '/data/notifications/me';

/** An addon's own table of that name is reached where tables are. */
const isTaken = ({ env: { operation } }: KernelContext): boolean =>
  operation.registry.model(operation.principal.organizationId, 'notifications') !== null;

async function inbox(context: KernelContext): Promise<Response> {
  const { notifications, meta } = await inboxOf(context.env.operation, parameters(context));
  return context.json({ success: true, data: notifications, meta });
}

async function mark(context: KernelContext): Promise<Response> {
  const { is_read } = bodyObject(await jsonBody(context));
  return context.json({ success: true, data: await markRead(context.env.operation, recordId(context.req.param('id') ?? ''), is_read) });
}

export function mountNotifications(app: KernelApp): void {
  app.get('/notifications', inbox);
  app.get('/notifications/unread-count', async (context) =>
    context.json({ success: true, data: { count: await unreadCount(context.env.operation) } }),
  );
  app.post('/notifications/read-all', async (context) =>
    context.json({ success: true, data: { count: await markAllRead(context.env.operation) } }),
  );
  app.patch('/notifications/:id', mark);
  app.get(BELL, (context, next) => (isTaken(context) ? next() : inbox(context)));
  app.patch(`${BELL}/:id`, mark);
}
