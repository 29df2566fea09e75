/** `/approvals`: requests for approval, and decisions on them. */
import { decide } from '../approvals/decide';
import { getApproval, listApprovals } from '../approvals/requests';
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
