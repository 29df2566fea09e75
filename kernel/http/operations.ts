/** `/playground/operations`: what was done to rows, and its undoing. For administrators, of their own organization. */
import { badRequest } from '../failure';
import { readOperations } from '../journal/operations';
import { originOf, originText } from '../journal/origin';
import { undoOperation } from '../operation/undo-rows';
import { publishResync } from '../seed/seed';
import { asAdministrator, type KernelApp, parameters } from './context';

/** Operations that are told at once. */
const MOST = 50;

const numberIn = (text: string | null | undefined): number | undefined => {
  if (text === null || text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest('the number of an operation is a whole number');
  return Number(text);
};

export function mountOperations(app: KernelApp): void {
  app.get('/playground/operations', async (context) => {
    const { services, principal } = asAdministrator(context);
    const before = numberIn(parameters(context).get('before'));
    const asked = { organizationId: principal.organizationId, limit: MOST, ...(before !== undefined && { before }) };
    return context.json({ success: true, data: await readOperations(services.database, asked) });
  });
  app.post('/playground/operations/:operation/undo', async (context) => {
    const operation = asAdministrator(context);
    // Once, whatever is installed meanwhile.
    operation.attempt.pin();
    const { services, principal, registry } = operation;
    const seq = numberIn(context.req.param('operation')) ?? 0;
    const undone = await services.database.asOwner(
      (session) => undoOperation(session, seq, principal.organizationId),
      undefined,
      originText(originOf('undo', String(seq), principal, {})),
    );
    const models = registry.addons(principal.organizationId).flatMap((addon) => addon.models);
    publishResync(
      operation,
      models.filter(({ schema, table }) => undone.tables.some((one) => one.schema === schema && one.table === table)),
    );
    return context.json({ success: true, data: undone });
  });
}
