/**
 * Bodies that came over a frame's port, measured before they are written out: a structured clone can be far larger as
 * text than it was as a message (a list with four thousand million holes, one object that stands in a thousand places).
 */

/** Deeper nesting than any form writes. */
const MAX_DEPTH = 200;
const MAX_FORM_ENTRIES = 1_000;

/**
 * A lower bound of the characters a value has as JSON, or null when it is more than data: only plain objects, lists,
 * texts, numbers, booleans and null are. Stops as soon as `limit` is passed.
 */
function measure(value: unknown, limit: number, depth: number): number | null {
  if (typeof value === 'string') return value.length + 2;
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return 1;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return null;
  const list = Array.isArray(value);
  if (!list && Object.getPrototypeOf(value) !== Object.prototype) return null;
  if (list && value.length > limit) return limit + 1;
  let size = 2;
  for (const [key, child] of list ? value.entries() : Object.entries(value)) {
    const inside = measure(child, limit - size, depth + 1);
    if (inside === null) return null;
    size += inside + (typeof key === 'string' ? key.length + 4 : 1);
    if (size > limit) return size;
  }
  return size;
}

/** The JSON text of a value, `too long` past `limit` characters, null when it is no JSON value. */
export function jsonBody(value: unknown, limit: number): { text: string } | 'too long' | null {
  const size = measure(value, limit, 0);
  if (size === null) return null;
  if (size > limit) return 'too long';
  const text = JSON.stringify(value);
  return text.length > limit ? 'too long' : { text };
}

/** The form of a list of entries; names, texts and files together may not pass `limit`. */
export function formBody(entries: unknown, limit: number): FormData | 'malformed' | 'too long' {
  if (!Array.isArray(entries)) return 'malformed';
  if (entries.length > MAX_FORM_ENTRIES) return 'too long';
  const form = new FormData();
  let size = 0;
  for (const entry of entries as unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 2) return 'malformed';
    const [name, value] = entry as [unknown, unknown];
    if (typeof name !== 'string') return 'malformed';
    if (typeof value === 'string') form.append(name, value);
    else if (value instanceof Blob) form.append(name, value);
    else return 'malformed';
    size += name.length + (typeof value === 'string' ? value.length : value.size);
    if (size > limit) return 'too long';
  }
  return form;
}
