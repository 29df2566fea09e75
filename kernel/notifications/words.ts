/** The words of a notification: `{{id}}`, `{{after.<column>}}` and other paths of the event's payload (NOTIFY). */
import { isRecord } from '../values/encoding';
import { writeJson } from '../values/json';
import { cutText } from '../values/text';

const TOKEN = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g;
/** What one place is filled with, and what is read of a notification. */
const MAX_FILL_CHARS = 500;
const MAX_WORDS_CHARS = 2_000;

/** The value at a dotted path of own members; undefined where there is none. */
export function valueAt(payload: unknown, path: string): unknown {
  let value = payload;
  for (const name of path.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** A value as text; what is not there is an empty one. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : writeJson(value);
}

/** What fills the places that texts have. Texts may be keys of a catalog, so the places of their translations are asked for as well. */
export function fillOf(payload: unknown, texts: readonly string[]): Record<string, string> {
  const paths = new Set(texts.flatMap((text) => [...text.matchAll(TOKEN)].map(([, path = '']) => path)));
  return Object.fromEntries([...paths].map((path) => [path, cutText(textOf(valueAt(payload, path)), MAX_FILL_CHARS)]));
}

/** A text with its places filled. */
export const filled = (text: string, fill: Readonly<Record<string, string>>): string =>
  cutText(
    text.replace(TOKEN, (_, path: string) => (Object.hasOwn(fill, path) ? (fill[path] ?? '') : '')),
    MAX_WORDS_CHARS,
  );

/** An address with its places filled, each as one part of it; null for one that leads to no page. */
export function filledLink(text: string, fill: Readonly<Record<string, string>>): string | null {
  const encoded = Object.fromEntries(Object.entries(fill).map(([path, value]) => [path, encodeURIComponent(value)]));
  const link = filled(text.trim(), encoded);
  return /^(?:\/(?![/\\])|https?:\/\/)/i.test(link) ? link : null;
}
