/**
 * `/p/<organization>/<addon>/<key>/<token>`: what whoever has a link may see and do, outside of every login; and the links of a record
 * for those who work with it.
 */
import { badRequest, RequestFailure } from '../failure';
import { recordId } from '../operation/operation';
import { bodyObject } from '../dynamic/values';
import { linksOf, renewLink } from '../public/links';
import { type Shown, shownBy } from '../public/find';
import { actBy, dataOf, pageOf, printed } from '../public/serve';
import { bodyText, jsonBody, type KernelApp, type KernelContext, modelFor, readableFor } from './context';
import { MAX_ECHO_CHARS } from './correlation';

/** Says to the kernel whose machine asks; a server sets it, and passes on no other. */
export const CLIENT_HEADER = 'x-playground-client';

/** Longest form of a stranger's. */
const MAX_PUBLIC_BYTES = 64 * 1024;

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'";

const html = (text: string, status: number, policy = POLICY): Response =>
  new Response(text, { status, headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } });

const json = (context: KernelContext, body: unknown, status: number): Response => {
  const response = context.json(body as object, status as 200);
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
};

const clientOf = (context: KernelContext): string => (context.req.header(CLIENT_HEADER) ?? '').slice(0, MAX_ECHO_CHARS);

/** The address of a link without its ending, as it was asked. */
const baseOf = (context: KernelContext, token: string): string => {
  const { pathname } = new URL(context.req.url);
  return pathname.slice(0, pathname.lastIndexOf(token) + token.length);
};

async function shown(context: KernelContext, token: string): Promise<Shown> {
  const { addon = '', key = '' } = context.req.param();
  return shownBy(context.env.operation, clientOf(context), { addon, key, token });
}

async function read(context: KernelContext): Promise<Response> {
  const { operation } = context.env;
  const file = context.req.param('file') ?? '';
  const dot = file.indexOf('.');
  const [token, ending] = dot < 0 ? [file, ''] : [file.slice(0, dot), file.slice(dot + 1)];
  const found = await shown(context, token);
  const base = baseOf(context, token);
  const wanted = ending === '' ? found.route.kind : ending;
  if (wanted === 'json') return json(context, { success: true, data: await dataOf(operation, found, base) }, 200);
  if (wanted === 'html' && found.route.kind === 'html' && ending === '') return html(await pageOf(operation, found, base), 200);
  if (wanted === 'document' || wanted === 'html') {
    const { html: text } = await printed(operation, found);
    return html(text, 200, `${POLICY}; sandbox allow-modals`);
  }
  if (wanted !== 'pdf') throw new RequestFailure(404, 'this link leads nowhere');
  await printed(operation, found);
  throw new RequestFailure(501, 'This playground renders documents as pages, which a browser prints: ask for ".html".', {
    code: 'pdf_not_available',
  });
}

/** What a form sent, or a program. */
async function payloadOf(context: KernelContext): Promise<{ payload: Record<string, unknown>; isForm: boolean }> {
  const tooLong = new RequestFailure(413, 'the form is longer than 64 KiB');
  if (Number(context.req.header('content-length') ?? 0) > MAX_PUBLIC_BYTES) throw tooLong;
  const isForm = (context.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  const text = await bodyText(context);
  if (text.length > MAX_PUBLIC_BYTES) throw tooLong;
  if (!isForm) return { payload: bodyObject(await jsonBody(context, {})), isForm };
  const sent = [...new URLSearchParams(text)].filter(([, value]) => value !== '');
  if (sent.some(([, value]) => value.includes('\u0000'))) throw badRequest('the form holds the character NUL, which nothing can store');
  return { payload: Object.fromEntries(sent), isForm };
}

async function act(context: KernelContext): Promise<Response> {
  const { operation } = context.env;
  const { token = '', action = '' } = context.req.param();
  const found = await shown(context, token);
  const base = baseOf(context, token);
  const { payload, isForm } = await payloadOf(context);
  try {
    const { status, text, isError } = await actBy(operation, found, action, payload);
    if (!isForm) return json(context, { success: !isError, message: text }, status);
    // The record is another one by now, and may not be shown any more.
    return html(await pageOf(operation, await again(context, found), base, { text, isError }), status);
  } catch (error) {
    if (!isForm || !(error instanceof RequestFailure) || error.status !== 422) throw error;
    const errors = error.body.errors ?? {};
    return html(await pageOf(operation, found, base, { text: error.body.message, isError: true, errors }), 422);
  }
}

/** The link after an action: as it is shown now, or without its forms and values where it is shown no more. */
async function again(context: KernelContext, before: Shown): Promise<Shown> {
  try {
    return await shown(context, before.token);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { addon, model, record, token } = before;
    const { key, model: name, token_column, kind, label } = before.route;
    return { addon, model, record, token, route: { key, model: name, token_column, kind, ...(label !== undefined && { label }) } };
  }
}

export function mountPublic(app: KernelApp): void {
  app.get('/p/:org/:addon/:key/:file', read);
  app.post('/p/:org/:addon/:key/:token/actions/:action', act);
  app.get('/playground/links/:model/:id', async (context) => {
    const data = await linksOf(context.env.operation, readableFor(context), recordId(context.req.param('id')));
    return context.json({ success: true, data, meta: { count: data.length } });
  });
  app.post('/playground/links/:model/:id/:addon/:key', async (context) => {
    modelFor(context, 'update');
    const { id, addon, key } = context.req.param();
    const data = await renewLink(context.env.operation, readableFor(context), recordId(id), addon, key);
    return context.json({ success: true, data, meta: { count: data.length } });
  });
}
