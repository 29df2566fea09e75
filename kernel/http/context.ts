import { Hono, type Context } from 'hono';
import { messageOf } from '../errors';
import { badRequest, invalidFields, RequestFailure, unstorableText } from '../failure';
import type { DynamicModel } from '../installed/model';
import { modelNamed, type Operation } from '../operation/operation';
import type { Asked } from '../contract/permission-verbs';
import { authorize } from '../security/permissions';
import { readable, type ReadableModel } from '../security/readable';
import { parseJson } from '../values/json';
import { unstorablePlace } from '../values/text';
import type { RequestBody } from './body';

/** What a request is served with; bound by the kernel, never by the request. */
export interface Bindings {
  operation: Operation;
  body: RequestBody;
}

export interface KernelEnv {
  Bindings: Bindings;
}

export type KernelContext = Context<KernelEnv>;
export type KernelApp = Hono<KernelEnv>;

export const createRouter = (): KernelApp => new Hono<KernelEnv>();

/** The text of a request's body, as it was sent. @throws RequestFailure 400 for what is no text, 413 when it is too long */
export const bodyText = (context: KernelContext): Promise<string> => context.env.body.text();

/** Where rows are sent and actions are run. What is sent elsewhere (settings, connectors) may be a secret and is not kept. */
const OF_ROWS = /^(?:\/api)?\/(?:data|dynamic|models)\//;

/**
 * The JSON of a request's body, with every digit; `absent` is what an empty body means, where it may be empty.
 * @throws RequestFailure 400 with the place of the fault or for too many brackets, 413 when it is too long, 422 at a text that
 * nothing can store
 */
export async function jsonBody(context: KernelContext, absent?: unknown): Promise<unknown> {
  const text = (await bodyText(context)).replace(/^\ufeff/, '');
  if (absent !== undefined && text.trim() === '') return absent;
  if (OF_ROWS.test(new URL(context.req.url).pathname)) context.env.operation.trace?.body(text);
  let body: unknown;
  try {
    body = parseJson(text);
  } catch (error) {
    throw badRequest(`the body is no JSON: ${messageOf(error)}`);
  }
  // Only an escape can say either: everything else was decoded.
  const place = text.includes('\\u') ? unstorablePlace(body) : null;
  if (place !== null) {
    const [field = ''] = place.split('.', 1);
    throw invalidFields({ [field]: [unstorableText(place === field ? '' : place)] });
  }
  return body;
}

/**
 * The model a route names, when the caller may do with it what is `asked`.
 * @throws RequestFailure 404 for an unknown model, 403 without the permission
 */
export function modelFor(context: KernelContext, asked: Asked): DynamicModel {
  const { operation } = context.env;
  const model = modelNamed(operation, context.req.param('model') ?? '');
  authorize(operation, model, asked);
  return model;
}

/**
 * The model a route names, when the caller may read its rows.
 * @throws RequestFailure 404 for an unknown model, 403 without the permission
 */
export function readableFor(context: KernelContext): ReadableModel {
  const { operation } = context.env;
  return readable(operation, modelNamed(operation, context.req.param('model') ?? ''));
}

/** The operation of somebody who looks after the organization. @throws RequestFailure 403 for anybody else */
export function asAdministrator(context: KernelContext): Operation {
  const { operation } = context.env;
  if (operation.principal.isAdmin) return operation;
  throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission: 'playground' });
}

export const parameters = (context: KernelContext): URLSearchParams => new URL(context.req.url).searchParams;
