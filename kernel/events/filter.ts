/**
 * The filter of a subscription, evaluated over an event's payload (docs/architecture/08, EVENT-FILTER): a record predicate
 * (kernel/expressions/predicate.ts), with `list.size()` as a path.
 */
import { type Predicate, predicateHolds, readEventFilter } from '../expressions/predicate';

/** Longer filters are not run. */
const MAX_FILTER_CHARS = 2000;

/** The filter of a text, or null where it is none. Blank text always holds. */
export function parseFilter(text: string): Predicate | null {
  if (text.length > MAX_FILTER_CHARS) return null;
  const reading = readEventFilter(text);
  return reading.ok ? reading.ast : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return Array.from(value).length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** The value at a path; `payload.` may stand before it. What is not there is null. */
function valueAt(payload: unknown, path: readonly string[]): unknown {
  const [first, ...others] = path;
  let value = payload;
  const strip = first === 'payload' && others.length > 0 && !(isObject(payload) && Object.hasOwn(payload, 'payload'));
  for (const step of strip ? others : path) {
    if (step === 'size()') return sizeOf(value);
    if (!isObject(value) || !Object.hasOwn(value, step)) {
      // A list that is missing has no items.
      if (path.at(-1) === 'size()') return 0;
      return null;
    }
    value = value[step];
  }
  return value;
}

/** Whether an event with this payload is what the filter asks for. */
export const filterHolds = (filter: Predicate, payload: unknown): boolean =>
  predicateHolds(filter, (name) => valueAt(payload, name.split('.')));
