/**
 * The data plane's routes. One implementation answers both families, `/dynamic/:model` (kernel) and `/data/:model` with its
 * `/me` twin (what the published runtime calls).
 */
import { runAction } from '../actions/run';
import { aggregate } from '../dynamic/aggregate';
import { facets } from '../dynamic/facets';
import { get } from '../dynamic/get';
import { list } from '../dynamic/list';
import { actionAsked } from '../contract/permission-verbs';
import { addonOf, recordId } from '../operation/operation';
import { sourceLines } from '../dynamic/source-lines';
import { create, remove, restore, update } from '../dynamic/write';
import { notFound } from '../failure';
import { materializeRules, uniqueViolations } from '../lifecycle/unique-rules';
import { jsonBody, type KernelApp, type KernelContext, modelFor, parameters, readableFor } from './context';
import { mountDocuments } from './documents';
import { mountTransfer } from './transfer';

/** `/me` stands before the bare prefix, so that `me` is never taken for a record's id. */
const FAMILIES = ['/dynamic/:model', '/data/:model/me', '/data/:model'] as const;

const ok = (context: KernelContext, data: unknown, extra: Record<string, unknown> = {}, status: 200 | 201 = 200) =>
  context.json({ success: true, data, ...extra }, status);

const keyOf = (context: KernelContext): string => context.req.param('key') ?? '';
const idOf = (context: KernelContext): string => recordId(context.req.param('id') ?? '');

/** The motive of a deletion: `?reason=`, or the body's. */
async function reasonOf(context: KernelContext): Promise<unknown> {
  const given = parameters(context).get('reason');
  if (given !== null) return given;
  const body = await jsonBody(context, {});
  return typeof body === 'object' && body !== null && 'reason' in body ? body.reason : undefined;
}

async function reportOf(context: KernelContext) {
  const { operation } = context.env;
  const model = readableFor(context);
  const addon = addonOf(operation, model);
  const reports = addon ? await uniqueViolations(operation.database, addon, model) : [];
  return ok(context, reports, { meta: { duplicate_groups: reports.reduce((sum, report) => sum + report.duplicates.length, 0) } });
}

async function actionAnswer(context: KernelContext, id: string | null): Promise<Response> {
  const key = keyOf(context);
  const model = modelFor(context, actionAsked(key));
  const { status, body } = await runAction(context.env.operation, model, key, id, await jsonBody(context, {}));
  return context.json(body, status);
}

function mount(app: KernelApp, prefix: string): void {
  mountTransfer(app, prefix);
  mountDocuments(app, prefix);
  app.get(prefix, async (context) => {
    const { rows, meta } = await list(context.env.operation, readableFor(context), parameters(context));
    return ok(context, rows, { meta });
  });
  app.post(prefix, async (context) =>
    ok(context, await create(context.env.operation, modelFor(context, 'create'), await jsonBody(context)), {}, 201),
  );
  app.get(`${prefix}/aggregate`, async (context) =>
    ok(context, await aggregate(context.env.operation, readableFor(context), parameters(context))),
  );
  app.get(`${prefix}/facets`, async (context) => {
    const answer = await facets(context.env.operation, readableFor(context), parameters(context));
    return ok(context, answer.facets, { meta: { count: answer.facets.length, field: answer.field } });
  });
  for (const word of ['action', 'actions']) {
    app.post(`${prefix}/${word}/:key`, (context) => actionAnswer(context, null));
    app.post(`${prefix}/:id/${word}/:key`, (context) => actionAnswer(context, idOf(context)));
  }
  // No model of the contract is a singleton; the route answers as it does for every other model on a host.
  for (const method of ['get', 'put'] as const) {
    app[method](`${prefix}/current`, (context) => {
      throw notFound(`${readableFor(context).key} is not a singleton`);
    });
  }
  app.get(`${prefix}/source-lines`, async (context) => {
    const lines = await sourceLines(context.env.operation, readableFor(context), parameters(context));
    return ok(context, lines, { meta: { count: lines.length } });
  });
  app.get(`${prefix}/unique-violations`, async (context) => reportOf(context));
  app.post(`${prefix}/unique-violations/materialize`, async (context) => {
    const { operation } = context.env;
    const model = modelFor(context, 'update');
    const addon = addonOf(operation, model);
    if (addon) await materializeRules(operation.database, addon, model);
    return reportOf(context);
  });
  app.get(`${prefix}/:id`, async (context) => ok(context, await get(context.env.operation, readableFor(context), idOf(context))));
  app.put(`${prefix}/:id`, async (context) =>
    ok(context, await update(context.env.operation, modelFor(context, 'update'), idOf(context), await jsonBody(context))),
  );
  app.delete(`${prefix}/:id`, async (context) => {
    const model = modelFor(context, 'delete');
    await remove(context.env.operation, model, idOf(context), await reasonOf(context));
    return context.json({ success: true });
  });
  app.post(`${prefix}/:id/restore`, async (context) =>
    ok(context, await restore(context.env.operation, modelFor(context, 'update'), idOf(context))),
  );
}

export function mountCrud(app: KernelApp): void {
  for (const family of FAMILIES) mount(app, family);
  app.post('/models/:model/:id/actions/:key', (context) => actionAnswer(context, idOf(context)));
}
