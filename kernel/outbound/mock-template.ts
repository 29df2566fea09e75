/** What a mock repeats of a request, in its answer and in what it remembers. */
import { writeJson } from '../values/json';
import { cutText } from '../values/text';
import type { OutboundRequest } from './message';

export interface MockContext {
  request: OutboundRequest;
  /** Parts of the path by the names the route gives them. */
  path: Readonly<Record<string, string>>;
  /** How often the route was asked, this time included. */
  count: number;
  state: ReadonlyMap<string, string>;
}

/** Longest answer once it is filled in. */
const MAX_FILLED_CHARS = 1024 * 1024;
const PLACE = /\{\{\s*([\w.-]{1,200})\s*\}\}/g;
const WHOLE = /^\{\{\s*([\w.-]{1,200})\s*\}\}$/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const within = (value: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined),
    value,
  );

function valueAt(name: string, { request, path, count, state }: MockContext): unknown {
  const [root = '', ...steps] = name.split('.');
  const rest = steps.join('.');
  switch (root) {
    case 'path':
      return Object.hasOwn(path, rest) ? path[rest] : undefined;
    case 'query':
      return /^https?:/i.test(request.url) ? (new URL(request.url).searchParams.get(rest) ?? undefined) : undefined;
    case 'header':
      return Object.entries(request.headers).find(([header]) => header.toLowerCase() === rest.toLowerCase())?.[1];
    case 'body':
      return within(parsed(request.body ?? ''), steps);
    case 'state':
      return state.get(rest);
    case 'count':
      return count;
    case 'method':
      return request.method;
    case 'url':
      return request.url;
    default:
      return undefined;
  }
}

const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : writeJson(value);

const filledText = (text: string, context: MockContext): string => text.replace(PLACE, (_, name: string) => asText(valueAt(name, context)));

function filledValue(value: unknown, context: MockContext): unknown {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1];
    return whole === undefined ? filledText(value, context) : (valueAt(whole, context) ?? null);
  }
  if (Array.isArray(value)) return value.map((item) => filledValue(item, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledValue(inner, context)]));
}

/** A text with what it names of the request filled in; in JSON a text that is nothing but one place becomes that value. */
export function fillMock(text: string, context: MockContext): string {
  if (!text.includes('{{')) return text;
  const json = /^\s*[{[]/.test(text) && !/^\s*\{\{/.test(text) ? parsed(text) : undefined;
  return cutText(json === undefined ? filledText(text, context) : JSON.stringify(filledValue(json, context)), MAX_FILLED_CHARS);
}
