/** `/approvals`: requests for approval, decisions on them, and the grants and PINs of supervisors. */
import { decide } from '../approvals/decide';
import { approveByPin, grantByPin } from '../approvals/pin-grants';
import { setPin } from '../approvals/pins';
import { countApprovals, getApproval, listApprovals } from '../approvals/requests';
import { bodyObject } from '../dynamic/values';
import { recordId } from '../operation/operation';
import { jsonBody, type KernelApp, type KernelContext, parameters } from './context';

async function reasonOf(context: KernelContext): Promise<unknown> {
  const body = await jsonBody(context, {});
  return typeof body === 'object' && body !== null && 'reason' in body ? body.reason : undefined;
}

export function mountApprovals(app: KernelApp): void {
  app.get('/approvals', async (context) => {
    const { approvals, meta } = await listApprovals(context.env.operation, parameters(context));
    return context.json({ success: true, data: approvals, meta });
  });
  app.get('/approvals/count', async (context) => context.json({ success: true, data: await countApprovals(context.env.operation) }));
  app.post('/approvals/pin-grant', async (context) =>
    context.json({ success: true, data: await grantByPin(context.env.operation, await jsonBody(context)) }, 201),
  );
  app.post('/approvals/:id/approve-pin', async (context) => {
    const id = recordId(context.req.param('id'));
    const { approval, result } = await approveByPin(context.env.operation, id, await jsonBody(context));
    return context.json({ success: true, data: approval, result });
  });
  app.put('/playground/pins/:user', async (context) => {
    const { pin } = bodyObject(await jsonBody(context));
    await setPin(context.env.operation, recordId(context.req.param('user')), pin);
    return context.json({ success: true });
  });
  app.get('/approvals/:id', async (context) =>
    context.json({ success: true, data: await getApproval(context.env.operation, recordId(context.req.param('id'))) }),
  );
  for (const verb of ['approve', 'reject'] as const) {
    app.post(`/approvals/:id/${verb}`, async (context) => {
      const id = recordId(context.req.param('id'));
      const { approval, result } = await decide(context.env.operation, id, verb === 'approve', await reasonOf(context));
      return context.json({ success: true, data: approval, result });
    });
  }
}
