/** What an import of a guest works on, and the envelopes it answers with (docs/architecture/12). */
import type { HostAnswer } from '../runner';
import type { Session } from '../../database/port';
import { RequestFailure } from '../../failure';
import type { InstalledAddon } from '../../installed/registry';
import type { Invocation } from '../../operation/guest';
import type { Operation } from '../../operation/operation';
import { parseJson, writeJson } from '../../values/json';

export interface HostContext {
  /** As whoever caused the call, in the call's transaction where it has one. */
  operation: Operation;
  invocation: Invocation;
  addon: InstalledAddon;
  session: Session | null;
}

/** Runs one import; null is the answer 0. It never rejects for what a guest did. */
export type HostFunction = (context: HostContext, args: readonly (Uint8Array | null)[]) => Promise<HostAnswer>;

/** Thrown where an import is answered by a failure: a code of the table and a sentence. */
export class HostRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'HostRefusal';
  }
}

const utf8 = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => utf8.encode(text);

/** The text of an argument; null where it leads out of the memory or is no UTF-8. */
export function textOf(arg: Uint8Array | null | undefined): string | null {
  if (!arg) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(arg);
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one argument as a JSON object of at most so many bytes. @throws HostRefusal `invalid_request` */
export function requestOf(arg: Uint8Array | null | undefined, maxBytes: number): Record<string, unknown> {
  if ((arg?.length ?? 0) > maxBytes) throw new HostRefusal('invalid_request', `the request is longer than ${String(maxBytes / 1024)} KiB`);
  const text = textOf(arg);
  let value: unknown;
  try {
    value = parseJson(text ?? '');
  } catch {
    // Said below.
  }
  if (!isObject(value)) throw new HostRefusal('invalid_request', 'the request is no JSON object');
  return value;
}

function metaOf({ operation, addon }: HostContext, startedAt: number): Record<string, unknown> {
  return {
    addon: addon.key,
    orgId: addon.organizationId,
    durationMs: operation.services.clock.now() - startedAt,
    envelopeVersion: 1,
    ...(operation.correlationId !== null && { correlation_id: operation.correlationId }),
  };
}

/** Codes of the data plane as imports answer them; null for what is no refusal but a fault. */
export function refusalOf(error: unknown): HostRefusal | null {
  if (error instanceof HostRefusal) return error;
  if (!(error instanceof RequestFailure)) return null;
  const { status, body } = error;
  const fields = Object.entries(body.errors ?? {}).map(([field, faults]) => `${field}: ${faults.map(({ code }) => code).join(', ')}`);
  const message = fields.length > 0 ? fields.join('; ') : error.message;
  if (body.code === 'append_only') return new HostRefusal('append_only', message);
  if (body.code === 'transition_not_allowed') return new HostRefusal('invalid_transition', message);
  if (status === 403 || status === 202) return new HostRefusal('forbidden', message);
  if (status === 404) return new HostRefusal('not_found', message);
  if (status === 400) return new HostRefusal('invalid_request', message);
  return new HostRefusal('constraint_violation', message);
}

export interface EnvelopeOptions {
  /** The code for what is no refusal. */
  fault: string;
  /** Longest answer. */
  maxBytes?: number | undefined;
  /** Whether a failure repeats the correlation id inside `error`, as the data imports do. */
  correlated?: boolean;
  /** Of imports whose meta tells other things. */
  meta?: (context: HostContext, startedAt: number, succeeded: boolean) => Record<string, unknown>;
}

/**
 * Answers in the envelope `{success, data | error, meta}`. What is no refusal is reported and answered with `fault`, without its words.
 */
export async function enveloped(
  context: HostContext,
  { fault, maxBytes, correlated = false, meta = metaOf }: EnvelopeOptions,
  work: () => Promise<unknown>,
): Promise<HostAnswer> {
  const { clock, reportError } = context.operation.services;
  const startedAt = clock.now();
  try {
    const data = await work();
    const answer = bytesOf(writeJson({ success: true, data, meta: meta(context, startedAt, true) }));
    if (maxBytes !== undefined && answer.length > maxBytes)
      throw new HostRefusal(fault, `the answer is longer than ${String(maxBytes / 1024)} KiB: ask for fewer rows`);
    return answer;
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused) reportError(error);
    const { code, message } = refused ?? { code: fault, message: 'the host failed' };
    const told = meta(context, startedAt, false);
    const correlation = correlated && told.correlation_id !== undefined ? { correlation_id: told.correlation_id } : {};
    return bytesOf(
      writeJson({ success: false, error: { code, message, message_key: `wasm.host.error.${code}`, ...correlation }, meta: told }),
    );
  }
}

/** Answers flat: the data itself, or `{error, message, message_key}` with the code as a text. What is no refusal is reported as `fault`. */
export async function flat(context: HostContext, { fault }: { fault: string }, work: () => Promise<unknown>): Promise<HostAnswer> {
  try {
    return bytesOf(writeJson(await work()));
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused) context.operation.services.reportError(error);
    const { code, message } = refused ?? { code: fault, message: 'the host failed' };
    return bytesOf(writeJson({ error: code, message, message_key: `wasm.host.error.${code}` }));
  }
}
