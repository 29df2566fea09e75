/** Schedules and inbound webhooks: what runs by the clock or by another server's call on a host, on demand here. */
import { bodyObject } from '../dynamic/values';
import { RequestFailure } from '../failure';
import { callInbound, listInbound, sendInbound } from '../triggers/inbound';
import { listSchedules, runSchedule } from '../triggers/schedules';
import { asAdministrator, bodyText, jsonBody, type KernelApp } from './context';
import { writeJson } from '../values/json';

/** More than a signature or a token has characters. */
const MAX_SIGNATURE_CHARS = 4096;

/** A header carries no line break and nothing that is no Latin letter. */
function signatureIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.length <= MAX_SIGNATURE_CHARS && /^[\x20-\x7e]*$/.test(value)) return value;
  throw new RequestFailure(400, '"signature" is no text a header could carry');
}

export function mountTriggers(app: KernelApp): void {
  app.get('/playground/schedules', (context) => {
    const data = listSchedules(asAdministrator(context));
    return context.json({ success: true, data, meta: { count: data.length } });
  });
  app.post('/playground/schedules/:addon/:key/run', async (context) => {
    const { addon, key } = context.req.param();
    const { status, body } = await runSchedule(asAdministrator(context), addon, key);
    return context.json(body, status);
  });
  app.get('/playground/inbound', async (context) => {
    const data = await listInbound(asAdministrator(context));
    return context.json({ success: true, data, meta: { count: data.length } });
  });
  app.post('/playground/inbound/:addon/:key/send', async (context) => {
    const operation = asAdministrator(context);
    const { addon, key } = context.req.param();
    const given = bodyObject(await jsonBody(context));
    // A text goes as it is, so that a body that is no JSON can be sent as well.
    const text = typeof given.payload === 'string' ? given.payload : writeJson(given.payload ?? {});
    const { status, body, sent } = await sendInbound(operation, addon, key, text, signatureIn(given.signature));
    return context.json({ ...body, sent }, status);
  });
  // The signature says who calls: a person's permissions have no part in it.
  app.post('/inbound/:addon/:path{.+}', async (context) => {
    const { addon, path } = context.req.param();
    const call = { headers: context.req.raw.headers, body: await bodyText(context) };
    const { status, body } = await callInbound(context.env.operation, addon, path, call);
    return context.json(body, status);
  });
}
