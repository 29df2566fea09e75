/**
 * The data plane's routes. One implementation answers both families, `/dynamic/:model` (kernel) and `/data/:model` with its
 * `/me` twin (what the published runtime calls).
 */
import { runAction } from '../dynamic/action';
import { aggregate } from '../dynamic/aggregate';
import { facets } from '../dynamic/facets';
import { get } from '../dynamic/get';
import { list } from '../dynamic/list';
import type { DynamicModel } from '../dynamic/model';
import { modelNamed, recordId } from '../dynamic/operation';
import { create, remove, update } from '../dynamic/write';
import { notBuilt } from '../failure';
import { jsonBody, type KernelApp, type KernelContext, parameters } from './context';

/** `/me` stands before the bare prefix, so that `me` is never taken for a record's id. */
const FAMILIES = ['/dynamic/:model', '/data/:model/me', '/data/:model'] as const;

const ok = (context: KernelContext, data: unknown, extra: Record<string, unknown> = {}, status: 200 | 201 = 200) =>
  context.json({ success: true, data, ...extra }, status);

const modelOf = (context: KernelContext): DynamicModel => modelNamed(context.env.operation, context.req.param('model') ?? '');
const keyOf = (context: KernelContext): string => context.req.param('key') ?? '';
const idOf = (context: KernelContext): string => recordId(context.req.param('id') ?? '');

/** Routes of the wire contract that this kernel does not serve yet; each says so by name. */
const NOT_BUILT: readonly [method: 'get' | 'post', path: string, what: string][] = [
  ['get', '/export', 'Export'],
  ['get', '/export/template', 'The import template'],
  ['post', '/import/validate', 'Import'],
  ['post', '/import', 'Import'],
  ['get', '/current', 'The singleton record'],
  ['get', '/source-lines', 'Source lines of document forms'],
  ['get', '/unique-violations', 'The report of unique violations'],
];

function mount(app: KernelApp, prefix: string): void {
  for (const [method, path, what] of NOT_BUILT) {
    app[method](prefix + path, () => {
      throw notBuilt(what);
    });
  }
  app.get(prefix, async (context) => {
    const { rows, meta } = await list(context.env.operation, modelOf(context), parameters(context));
    return ok(context, rows, { meta });
  });
  app.post(prefix, async (context) => ok(context, await create(context.env.operation, modelOf(context), await jsonBody(context)), {}, 201));
  app.get(`${prefix}/aggregate`, async (context) =>
    ok(context, await aggregate(context.env.operation, modelOf(context), parameters(context))),
  );
  app.get(`${prefix}/facets`, async (context) => {
    const answer = await facets(context.env.operation, modelOf(context), parameters(context));
    return ok(context, answer.facets, { meta: { count: answer.facets.length, field: answer.field } });
  });
  for (const word of ['action', 'actions']) {
    app.post(`${prefix}/${word}/:key`, async (context) => {
      const answer = await runAction(context.env.operation, modelOf(context), keyOf(context), null, await jsonBody(context, {}));
      return ok(context, answer.data, { meta: answer.meta });
    });
    app.post(`${prefix}/:id/${word}/:key`, async (context) => {
      const answer = await runAction(context.env.operation, modelOf(context), keyOf(context), idOf(context), await jsonBody(context, {}));
      return ok(context, answer.data, { meta: answer.meta });
    });
  }
  app.get(`${prefix}/:id`, async (context) => ok(context, await get(context.env.operation, modelOf(context), idOf(context))));
  app.put(`${prefix}/:id`, async (context) =>
    ok(context, await update(context.env.operation, modelOf(context), idOf(context), await jsonBody(context))),
  );
  app.delete(`${prefix}/:id`, async (context) => {
    await remove(context.env.operation, modelOf(context), idOf(context));
    return context.json({ success: true });
  });
}

export function mountCrud(app: KernelApp): void {
  for (const family of FAMILIES) mount(app, family);
  app.post('/models/:model/:id/actions/:key', async (context) => {
    const answer = await runAction(
      context.env.operation,
      modelOf(context),
      context.req.param('key'),
      idOf(context),
      await jsonBody(context, {}),
    );
    return ok(context, answer.data, { meta: answer.meta });
  });
}
