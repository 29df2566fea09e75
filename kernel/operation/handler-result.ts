/** What a handler answered, whoever it was: the export of an addon or the server behind a webhook. */
import { parseJson } from '../values/json';
import { cleanValue } from '../values/text';

export interface HandlerFailure {
  code: string;
  message: string;
  /** Errors by field, as the generated form shows them. */
  errors?: Record<string, unknown>;
}

export interface HandlerResult {
  /** Null when it did what it was asked to. */
  failure: HandlerFailure | null;
  data: unknown;
  /** An i18n key the runtime shows when it went well. */
  message?: string;
  meta: Record<string, unknown>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nonEmpty = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** The value of a text, every digit of its numbers kept and its texts fit to be stored; undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return cleanValue(parseJson(text));
  } catch {
    return undefined;
  }
}

/** A host's envelope that a guest put into its own message, as some guests do with what an import told them. */
function unwrapped(message: string): { code: string; message: string; key: string | null } | null {
  const inner = message.startsWith('{') ? parsed(message) : undefined;
  const error = isObject(inner) && isObject(inner.error) ? inner.error : null;
  if (!error) return null;
  return { code: nonEmpty(error.code) ?? 'handler_error', message: nonEmpty(error.message) ?? message, key: nonEmpty(error.message_key) };
}

function failureOf(answer: Record<string, unknown>): HandlerFailure {
  const { error } = answer;
  const errors = isObject(answer.errors) && Object.keys(answer.errors).length > 0 ? { errors: answer.errors } : {};
  const told = isObject(error) ? error : {};
  const message = nonEmpty(told.message) ?? nonEmpty(error) ?? nonEmpty(answer.message) ?? 'the handler failed without saying why';
  const inner = unwrapped(message);
  const key = inner?.key ?? nonEmpty(told.message_key);
  return {
    code: inner?.code ?? nonEmpty(told.code) ?? nonEmpty(answer.code) ?? 'handler_error',
    message: (inner?.message ?? message) + (key === null ? '' : ` [${key}]`),
    ...errors,
  };
}

const OF_THE_ANSWER: ReadonlySet<string> = new Set(['ok', 'data', 'message', 'meta', 'error']);

/** What stands beside `ok` in an answer without `data`; nothing for the envelope. */
const besideOk = (answer: Record<string, unknown>): Record<string, unknown> =>
  answer.success === undefined ? Object.fromEntries(Object.entries(answer).filter(([member]) => !OF_THE_ANSWER.has(member))) : {};

/**
 * Reads an answer. `{success: false}` or `{ok: false}` is a failure; nothing at all, text that is no JSON, and objects that
 * say neither are a success, the latter being data themselves. `{success: true}` is the envelope of hosts, whose data are in `data` or
 * nowhere; `{ok: true}` is the short form of examples, which have them beside it as well.
 */
export function parseHandlerResult(text: string): HandlerResult {
  const value = text.trim() === '' ? undefined : parsed(text);
  if (!isObject(value)) return { failure: null, data: value ?? {}, meta: {} };
  const verdict = value.success ?? value.ok;
  const meta = isObject(value.meta) ? value.meta : {};
  if (verdict === false) return { failure: failureOf(value), data: value.data ?? null, meta };
  if (verdict === undefined) return { failure: null, data: 'data' in value ? value.data : value, meta };
  const message = nonEmpty(value.message);
  return { failure: null, data: value.data ?? besideOk(value), ...(message !== null && { message }), meta };
}

/** The one line a ledger keeps of a failure. */
export const failureText = ({ code, message }: HandlerFailure): string => `${code}: ${message}`;
