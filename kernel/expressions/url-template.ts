/**
 * Addresses with places to fill in: `https://{{store}}.example.com/orders/{{id}}?name={{name}}`. Each value is encoded for its place, once,
 * and none can lead the request to another host: parts of the host come from settings alone. What is put in is never read again.
 */

/** Where in an address a place stands. */
export type UrlPlace = 'base' | 'host' | 'port' | 'path' | 'query' | 'fragment';

export interface TemplateValue {
  text: string;
  /** Set by somebody who looks after the addon, and not by whoever calls it. */
  isSetting: boolean;
}

export type UrlFault =
  | { kind: 'unreadable' }
  | { kind: 'too-long'; most: number }
  | { kind: 'missing' | 'base' | 'host' | 'port' | 'path' | 'characters'; name: string };

/** Longest address that is filled in, in characters. */
export const MAX_URL_CHARS = 8192;

/** Where an author wants a value from: the settings alone, or what the call brings; null where nothing is said. */
export type Scope = 'settings' | 'inputs' | null;

interface Token {
  name: string;
  scope: Scope;
  start: number;
  end: number;
  place: UrlPlace;
}

interface UrlTemplate {
  text: string;
  tokens: readonly Token[];
}

const TOKEN = /\{\{\s*(?:(settings|inputs?|parameters|params|args|payload|record|row)\.)?([A-Za-z_][\w-]{0,199})\s*\}\}/g;

/** Whether an address has places that a host would have to fill in. */
export const isTemplate = (url: string): boolean => url.includes('{{');

function placeOf(text: string, start: number): UrlPlace {
  if (start === 0) return 'base';
  const before = text.slice(0, start).replace(TOKEN, 'x');
  if (before.includes('#')) return 'fragment';
  if (before.includes('?')) return 'query';
  const authority = /^https?:\/\/([^/]*)$/i.exec(before)?.[1];
  if (authority === undefined) return 'path';
  return authority.endsWith(':') ? 'port' : 'host';
}

function read(text: string): UrlTemplate | null {
  const tokens = [...text.matchAll(TOKEN)].map((match): Token => ({
    name: match[2] ?? '',
    scope: match[1] === undefined ? null : match[1] === 'settings' ? 'settings' : 'inputs',
    start: match.index,
    end: match.index + match[0].length,
    place: placeOf(text, match.index),
  }));
  const rest = text.replace(TOKEN, '');
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
  return rest.includes('{{') || rest.includes('}}') || authority.replace(TOKEN, '').includes('@') ? null : { text, tokens };
}

/** The places of an address, in order; none where it cannot be read. */
export const placesIn = (url: string): readonly Pick<Token, 'name' | 'place'>[] =>
  (read(url)?.tokens ?? []).map(({ name, place }) => ({ name, place }));

/** Labels of a host: one, or several as in `acme.sandbox`, which stay beside what the author wrote. */
const LABELS = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const HOST = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+(?::\d{1,5})?$/i;

/** The base an address begins with: an address of its own, without a user, and without a query where something follows. */
function baseOf(value: string, rest: string): string | null {
  let base: URL;
  try {
    base = new URL(value);
  } catch {
    return null;
  }
  if (base.protocol !== 'https:' && base.protocol !== 'http:') return null;
  if (base.username !== '' || base.password !== '' || value.includes('\\')) return null;
  if (rest === '') return value;
  if (!/^[/?#]/.test(rest) || base.hash !== '' || base.search !== '') return null;
  return rest.startsWith('/') ? value.replace(/\/+$/, '') : value;
}

function encoded({ name, place }: Token, { text, isSetting }: TemplateValue, template: UrlTemplate, at: Token): string | UrlFault {
  const around = { before: template.text.slice(0, at.start), after: template.text.slice(at.end) };
  switch (place) {
    case 'base':
      return (isSetting ? baseOf(text.trim(), around.after) : null) ?? { kind: 'base', name };
    case 'host': {
      const isWhole = around.before.endsWith('//') && /^(?:[/?#]|$)/.test(around.after);
      return isSetting && (isWhole ? HOST : LABELS).test(text.trim()) ? text.trim().toLowerCase() : { kind: 'host', name };
    }
    case 'port':
      return isSetting && /^\d{1,5}$/.test(text.trim()) ? text.trim() : { kind: 'port', name };
    case 'path':
      // A setting may say several segments: an owner and a repository.
      return isSetting ? text.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(text);
    case 'query':
    case 'fragment':
      return encodeURIComponent(text);
  }
}

const isDots = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

/**
 * Fills an address in. `valueOf` answers null for a value that may be left out, which a query takes as an empty one, and undefined for
 * one that is not there.
 */
export function fillUrl(
  url: string,
  valueOf: (name: string, scope: Scope) => TemplateValue | null | undefined,
): { url: string; fault?: undefined } | { url?: undefined; fault: UrlFault } {
  const template = read(url);
  if (template === null) return { fault: { kind: 'unreadable' } };
  let filled = '';
  let from = 0;
  for (const token of template.tokens) {
    const given = valueOf(token.name, token.scope);
    const isOptional = given === null && (token.place === 'query' || token.place === 'fragment');
    const value = given ?? (isOptional ? { text: '', isSetting: false } : undefined);
    if (value === undefined || (value.text === '' && !isOptional)) return { fault: { kind: 'missing', name: token.name } };
    let part: string | UrlFault;
    try {
      part = encoded(token, value, template, token);
    } catch {
      // Half a character has no place in an address.
      part = { kind: 'characters', name: token.name };
    }
    if (typeof part !== 'string') return { fault: part };
    filled += template.text.slice(from, token.start) + part;
    from = token.end;
  }
  filled += template.text.slice(from);
  if (filled.length > MAX_URL_CHARS) return { fault: { kind: 'too-long', most: MAX_URL_CHARS } };
  const path = filled.replace(/[?#].*$/s, '').split('/');
  const inPath = template.tokens.find(({ place }) => place === 'path');
  if (inPath && path.some(isDots)) return { fault: { kind: 'path', name: inPath.name } };
  return { url: filled };
}
