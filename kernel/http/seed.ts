/** `/playground/seed`: sample data. Only an administrator of the organization may have it. */
import { RequestFailure } from '../failure';
import { cancelSeed, liveRun, seedOrder, seedRows } from '../seed/seed';
import { storedRuns } from '../seed/run-store';
import { undoSeed } from '../seed/undo';
import { recordId, type Operation } from '../operation/operation';
import { jsonBody, type KernelApp, type KernelContext } from './context';

function administrator(context: KernelContext): Operation {
  const { operation } = context.env;
  if (!operation.principal.isAdmin)
    throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission: 'playground.seed' });
  return operation;
}

export function mountSeed(app: KernelApp): void {
  app.post('/playground/seed', async (context) =>
    context.json({ success: true, data: await seedRows(administrator(context), seedOrder(await jsonBody(context, {}))) }),
  );
  app.get('/playground/seed', async (context) => {
    const operation = administrator(context);
    const live = liveRun(operation);
    const stored = (await storedRuns(operation)).filter((run) => run.id !== live?.id);
    return context.json({ success: true, data: live ? [live, ...stored] : stored });
  });
  // While a run is under way this stops it; afterwards it takes its rows away.
  app.delete('/playground/seed/:id', async (context) => {
    const operation = administrator(context);
    const id = recordId(context.req.param('id'));
    if (cancelSeed(operation, id)) return context.json({ success: true, data: { cancelled: true } }, 202);
    return context.json({ success: true, data: await undoSeed(operation, id) });
  });
}
