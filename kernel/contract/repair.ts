/** Values that are wrong in a way that shows what was meant. Pure text work, bounded by the length of what is quoted. */
import { SIZED_ALIASES, TYPE_ALIASES } from '../columns/column-type';
import { parseRange } from '../expressions/version-range';
import { eventName, pascalCase, snakeCase, threeNumbers } from './v2/names';
import { nearest } from './suggest';

/** Longer texts are not repaired: they are prose, not names. */
const MAX_REPAIRED_LENGTH = 200;

/** The type with its numbers; `null` for a name that takes none, or not so many. */
function sizedType(name: string, first: string, second: string | undefined): string | null {
  const type = SIZED_ALIASES.get(name);
  if (type?.numbers === 2) return `${type.word}(${first},${second ?? '0'})`;
  return type === undefined || second !== undefined ? null : `${type.word}(${first})`;
}

/** A column type as v3 writes it: `decimal(12, 2)` as `numeric(12,2)`, `varchr(40)` as `varchar(40)`; `null` when nothing is close. */
export function repairColumnType(found: string, allowed: readonly string[]): string | null {
  if (found.length > MAX_REPAIRED_LENGTH) return null;
  const compact = found.toLowerCase().replaceAll(/\s+/g, '');
  const match = /^([a-z0-9_]+)(?:\((\d{1,4})(?:[,.;](\d{1,4}))?\)?)?$/.exec(compact);
  if (match === null) return nearest(compact, allowed);
  const [, name = '', first, second] = match;
  const plain = TYPE_ALIASES.get(name) ?? (allowed.includes(name) ? name : null);
  if (first === undefined) return plain ?? nearest(name, allowed);
  const sized = sizedType(name, first, second) ?? plain;
  if (sized !== null) return sized;
  const near = nearest(name, [...SIZED_ALIASES.keys(), ...allowed]);
  return near === null ? null : (sizedType(near, first, second) ?? (allowed.includes(near) ? near : null));
}

/** `1d` and `1.5h` are no Go durations of whole numbers. */
function duration(text: string): string {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim());
  if (match === null) return text;
  const minutes: Readonly<Record<string, number | undefined>> = {
    d: 1440,
    day: 1440,
    days: 1440,
    w: 10080,
    h: 60,
    hour: 60,
    hours: 60,
    m: 1,
    min: 1,
    minutes: 1,
    minute: 1,
  };
  const unit = minutes[(match[2] ?? '').toLowerCase()];
  if (unit === undefined) return text;
  const total = Math.round(Number(match[1]) * unit);
  return total % 60 === 0 ? `${total / 60}h` : `${total}m`;
}

/** Ways to write a text that a pattern refuses; the first that it takes is what was meant. */
const REWRITES: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.replaceAll(/\s+/g, ''),
  threeNumbers,
  snakeCase,
  (text) => (/^[\w .-]+$/.test(text) ? pascalCase(text) : text),
  (text) => text.split('.').map(snakeCase).join('.'),
  (text) => {
    const [addon = '', model = ''] = text.split('.', 2);
    return `${snakeCase(addon)}.${pascalCase(model)}`;
  },
  (text) => eventName(text.split('.').map(snakeCase).join('.'), ''),
  (text) => {
    const [language = '', country] = text.split(/[-_]/, 2);
    return country === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${country.toUpperCase()}`;
  },
  duration,
  (text) => text.replace(/^http:\/\//i, 'https://'),
  (text) => (/^[A-Za-z_]\w*$/.test(text) ? `wasm:${text}` : text),
  (text) => (/^https?:\/\//.test(text) ? `webhook:${text}` : text),
  (text) => (/^[0-9A-Fa-f]{3,8}$/.test(text) ? `#${text}` : text),
  (text) => text.replace(/^(?:\.?\/)?/, 'backend/'),
];

/** A text that satisfies a pattern of the schema and was probably meant by one that does not; `null` when none is near. */
export function repairText(pattern: string, found: string): string | null {
  if (found.length > MAX_REPAIRED_LENGTH || found === '') return null;
  const wanted = new RegExp(pattern, 'u');
  for (const rewrite of REWRITES) {
    const text = rewrite(found);
    if (text !== found && wanted.test(text)) return text;
  }
  return null;
}

/** A value of the wanted type that says the same: `"5"` as 5, 5 as `"5"`, one value as a list of it. */
export function repairType(wanted: readonly string[], found: unknown): unknown {
  for (const type of wanted) {
    if (type === 'array' && (typeof found !== 'object' || found === null)) return found === null ? null : [found];
    if (type === 'string' && (typeof found === 'number' || typeof found === 'boolean')) return String(found);
    if (typeof found !== 'string') continue;
    if (type === 'boolean' && (found === 'true' || found === 'false')) return found === 'true';
    if ((type === 'integer' && /^-?\d{1,15}$/.test(found)) || (type === 'number' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(found)))
      return Number(found);
  }
  return null;
}

/** A version range near a text that is none. */
export function repairRange(text: string): string | null {
  if (text.length > MAX_REPAIRED_LENGTH) return null;
  const candidates = [
    text.trim(),
    text.replaceAll(/\s+and\s+|&&/gi, ' ').trim(),
    text.replaceAll(/\s+or\s+|\|(?!\|)/gi, ' || ').trim(),
    text.replaceAll(/^[[(]\s*([\d.]+)\s*,\s*([\d.]+)\s*\)$/g, '>=$1 <$2'),
    text.replaceAll(/(\d)\+$/g, '$1').replace(/^(\d)/, '>=$1'),
    /^(?:|latest|any|stable|current)$/i.test(text.trim()) ? '*' : text,
  ];
  return candidates.find((candidate) => candidate !== text && candidate !== '' && parseRange(candidate) !== null) ?? null;
}
