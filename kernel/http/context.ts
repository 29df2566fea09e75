import { Hono, type Context } from 'hono';
import { messageOf } from '../errors';
import { badRequest, RequestFailure } from '../failure';
import type { DynamicModel } from '../dynamic/model';
import { modelNamed, type Operation } from '../dynamic/operation';
import type { Asked } from '../contract/permission-verbs';
import { authorize } from '../security/permissions';
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

/** Longest body a route reads, in characters. */
export const MAX_BODY_CHARS = 10 * 1024 * 1024;

/** The text of a request's body. @throws RequestFailure 413 when it is too long */
export async function bodyText(context: KernelContext): Promise<string> {
  const text = await context.env.body.text();
  if (text.length > MAX_BODY_CHARS) throw new RequestFailure(413, `the body is longer than ${String(MAX_BODY_CHARS / 1024 / 1024)} MiB`);
  return text;
}

/**
 * The JSON of a request's body; `absent` is what an empty body means, where it may be empty.
 * @throws RequestFailure 400 with the place of the fault, 413 when it is too long
 */
export async function jsonBody(context: KernelContext, absent?: unknown): Promise<unknown> {
  const text = await bodyText(context);
  if (absent !== undefined && text.trim() === '') return absent;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badRequest(`the body is no JSON: ${messageOf(error)}`);
  }
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

/** The operation of somebody who looks after the organization. @throws RequestFailure 403 for anybody else */
export function asAdministrator(context: KernelContext): Operation {
  const { operation } = context.env;
  if (operation.principal.isAdmin) return operation;
  throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission: 'playground' });
}

export const parameters = (context: KernelContext): URLSearchParams => new URL(context.req.url).searchParams;
