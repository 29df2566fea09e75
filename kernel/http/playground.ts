/**
 * What a host does not serve and an author wants to see: events, deliveries, webhooks, meters, traces. For administrators, of
 * their own organization (docs/architecture/08 and 09).
 */
import { badRequest, notFound, RequestFailure } from '../failure';
import { bodyObject } from '../dynamic/values';
import { messageOf } from '../errors';
import { listDeliveries, listEvents, readMeters } from '../events/ledger';
import { EVENTS } from '../events/port';
import { CALL_BOOK } from '../guest/call-book';
import { LOG } from '../trace/log';
import { TRACER } from '../trace/trace';
import { keptExchanges } from '../outbound/kept';
import { DESK } from '../outbound/mock-server';
import { permissionMatrix } from '../console/permissions';
import { emitEvent } from '../events/emit';
import { LEDGER, unusedCapabilities } from '../security/ledger';
import { sentWebhooks } from '../webhooks/outbox';
import { resend } from '../webhooks/resend';
import { asAdministrator, jsonBody, type KernelApp, type KernelContext, parameters } from './context';
import { isNumber, writeJson } from '../values/json';

const ok = (context: KernelContext, data: unknown): Response => context.json({ success: true, data });

/** Rows a caller wants of a list; all of them without a word. */
function limited<T>(context: KernelContext, rows: readonly T[]): readonly T[] {
  const wanted = Number(parameters(context).get('limit') ?? rows.length);
  return Number.isInteger(wanted) && wanted >= 0 ? rows.slice(0, wanted) : rows;
}

/** The answer a mock server is to give; null takes one back. */
function answerIn(body: Record<string, unknown>): { status: number; body: string } | null {
  if (body.answer === null) return null;
  const given = bodyObject(body.answer);
  const status = isNumber(given.status ?? 200) ? Number(given.status ?? 200) : NaN;
  if (Number.isNaN(status)) throw badRequest('status is no number');
  return { status, body: typeof given.body === 'string' ? given.body : writeJson(given.body ?? {}) };
}

/** Whether a request looks at what went on: that makes no trace, or the looking would push out what is looked for. */
export const looksOn = (request: Request): boolean =>
  /^(?:\/api)?\/playground\/(?:traces?|webhooks|exchanges|guest-calls|capabilities|sql|events|deliveries|permissions|log)$/.test(
    new URL(request.url).pathname,
  );

export function mountPlayground(app: KernelApp): void {
  app.get('/playground/events', async (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, limited(context, await listEvents(services.database, principal.organizationId)));
  });
  app.get('/playground/deliveries', async (context) => {
    const { services, principal } = asAdministrator(context);
    // A delivery runs behind the answer to whoever caused it; who looks may want to see how it ended.
    if (parameters(context).get('settled') === 'true') await services.ports.of(EVENTS).settled();
    return ok(context, limited(context, await listDeliveries(services.database, principal.organizationId)));
  });
  app.post('/playground/deliveries/:delivery/replay', async (context) => {
    const { services, principal } = asAdministrator(context);
    if (!(await services.ports.of(EVENTS).replay(principal.organizationId, context.req.param('delivery'))))
      throw notFound('no such delivery');
    return context.json({ success: true });
  });
  // As the addon would: its declared events alone, judged by their schemas and its capabilities.
  app.post('/playground/events', async (context) => {
    const { services, principal, registry, origin, correlationId, trace } = asAdministrator(context);
    const { addon: addonKey, name, payload = null } = bodyObject(await jsonBody(context));
    if (typeof addonKey !== 'string' || typeof name !== 'string') throw badRequest('addon and name are texts');
    const addon = registry.addons(principal.organizationId).find(({ key }) => key === addonKey);
    if (!addon) throw notFound(`no addon "${addonKey.slice(0, 64)}"`);
    context.env.operation.attempt.pin();
    const invocation = {
      ...{ organizationId: principal.organizationId, addonKey, installationId: addon.installationId },
      ...{ principal, correlationId, origin, depth: 0, trace },
    };
    const answer = await emitEvent(services, invocation, null, name, writeJson(payload));
    if (!answer.success) throw new RequestFailure(422, answer.error.message, { code: answer.error.code });
    return ok(context, answer.data);
  });
  app.get('/playground/permissions', async (context) => ok(context, await permissionMatrix(asAdministrator(context))));
  app.get('/playground/meters', async (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, await readMeters(services.database, principal.organizationId));
  });
  app.get('/playground/webhooks', async (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, limited(context, await sentWebhooks(services.database, principal.organizationId)));
  });
  app.get('/playground/exchanges', async (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, limited(context, await keptExchanges(services.database, principal.organizationId)));
  });
  app.post('/playground/exchanges/:exchange/resend', async (context) => {
    const operation = asAdministrator(context);
    const body = bodyObject(await jsonBody(context, {}));
    const changed = Object.fromEntries(
      (['method', 'url', 'body'] as const).flatMap((name) => {
        const value = body[name];
        if (value === undefined) return [];
        if (typeof value !== 'string') throw badRequest(`${name} is a text`);
        return [[name, value]];
      }),
    );
    if (changed.method !== undefined && !/^[A-Z]{3,10}$/.test(changed.method)) throw badRequest('method is written in capitals');
    return ok(context, await resend(operation, context.req.param('exchange'), changed));
  });
  app.get('/playground/guest-calls', (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, limited(context, services.ports.of(CALL_BOOK).calls(principal.organizationId)));
  });
  app.get('/playground/capabilities', (context) => {
    const { services, principal, registry } = asAdministrator(context);
    const decisions = services.ports.of(LEDGER).of(principal.organizationId);
    const unused = registry
      .addons(principal.organizationId)
      .flatMap(({ key, manifest }) => unusedCapabilities(manifest, decisions).map((capability) => ({ addon: key, ...capability })));
    return ok(context, { decisions: limited(context, decisions), unused });
  });
  app.put('/playground/webhooks/answers', async (context) => {
    const { services, principal } = asAdministrator(context);
    const body = bodyObject(await jsonBody(context));
    if (typeof body.url !== 'string' || body.url === '') throw badRequest('url is required');
    const answer = answerIn(body);
    try {
      services.ports.of(DESK).of(principal.organizationId).set(body.url, answer);
    } catch (error) {
      throw badRequest(messageOf(error));
    }
    return context.json({ success: true });
  });
  app.get('/playground/traces', (context) => {
    const { services, principal } = asAdministrator(context);
    return ok(context, limited(context, services.ports.of(TRACER).traces(principal.organizationId)));
  });
  app.get('/playground/log', (context) => {
    const { services, principal } = asAdministrator(context);
    const after = Number(parameters(context).get('after') ?? 0);
    if (!Number.isInteger(after)) throw badRequest('after is the number of a line');
    return ok(context, services.ports.of(LOG).after(after, principal.organizationId));
  });
  app.put('/playground/trace', async (context) => {
    const { services, principal } = asAdministrator(context);
    const { on } = bodyObject(await jsonBody(context));
    if (typeof on !== 'boolean') throw badRequest('on is true or false');
    services.ports.of(TRACER).turn(on, principal.organizationId);
    return context.json({ success: true });
  });
}
