/** What the caller of a tool is told (connectors sheet §1.5). */
import type { OutboundResponse } from '../outbound/message';
import { parseJson } from '../values/json';
import { cleanValue } from '../values/text';

export interface ToolResult {
  success: boolean;
  data?: unknown;
  error?: string;
  metadata?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An answer in which one of the envelope's own members says something. */
const isEnvelope = (value: Record<string, unknown>): boolean =>
  'success' in value || (typeof value.error === 'string' && value.error !== '') || ('metadata' in value && value.metadata !== null);

/** The sentence of an error, which some servers put into an object. */
function errorText(error: unknown): string {
  if (typeof error === 'string') return error;
  if (!isObject(error)) return '';
  return typeof error.message === 'string' && error.message !== '' ? error.message : 'failed';
}

function envelopeOf(value: Record<string, unknown>): ToolResult {
  const error = errorText(value.error);
  return {
    success: typeof value.success === 'boolean' ? value.success : error === '',
    ...(value.data !== undefined && { data: value.data }),
    ...(error !== '' && { error }),
    ...(value.metadata !== undefined && value.metadata !== null && { metadata: value.metadata }),
  };
}

/** Reads an answer of a tool's server. */
export function toolResult({ status, body }: Pick<OutboundResponse, 'status' | 'body'>): ToolResult {
  if (status < 200 || status >= 300) return { success: false, error: `addon returned ${String(status)}: ${body}` };
  if (body === '') return { success: true };
  let value: unknown;
  try {
    value = cleanValue(parseJson(body));
  } catch {
    return { success: true, data: body };
  }
  return isObject(value) && isEnvelope(value) ? envelopeOf(value) : { success: true, data: value };
}
