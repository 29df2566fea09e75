/** What is done to the parameters of a tool before anything is sent, step by step (docs/architecture/11, TOOL-INPUT). */
import { patternVerdict } from '../dynamic/pattern';
import { schemaFault } from '../events/schema';
import { isNumber } from '../values/json';
import { cleanText } from '../values/text';
import { goText } from './go-text';
import type { Profile } from './profile';
import { type AddonTool, inputsOf, type ToolInput } from './tool';

export interface Extracted {
  name: string;
  /** Where its value comes from: the caller, the manifest's default, a setting of the same name, or nowhere. */
  source: 'given' | 'default' | 'setting' | 'absent';
  value?: unknown;
}

export interface Normalised {
  name: string;
  before: string;
  after: string;
  /** The rule that was applied over the trim; empty without one. */
  rule: string;
}

export interface Prepared {
  extracted: Extracted[];
  /** Parameters that the tool does not declare: nobody is sent them. */
  dropped: string[];
  normalised: Normalised[];
  /** `name: what is wrong`, all of them. */
  errors: string[];
  /** What is sent. */
  parameters: Record<string, unknown>;
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The text of a value, as hosts print one. */
function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return String(Number(value.toString())) === 'Infinity' ? value.toString() : plainNumber(value.toString());
  return typeof value === 'boolean' ? String(value) : goText(value);
}

/** The shortest decimal: 3.0 is 3, and no exponent for what has few digits. */
function plainNumber(text: string): string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}

/** An international number: digits behind a plus. Without one, or a 00, the country is not known where there are few digits. */
function asE164(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (/^\s*\+/.test(text)) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return digits.length > 10 ? `+${digits}` : digits;
}

const RULES: Readonly<Record<string, (text: string) => string>> = {
  trim: (text) => text,
  uppercase: (text) => text.toUpperCase(),
  lowercase: (text) => text.toLowerCase(),
  alphanumeric: (text) => text.replace(/[^A-Za-z0-9]/g, ''),
  order_id: (text) => text.replace(/\s+/g, '').toUpperCase(),
};

function normalised(text: string, rule: string, profile: Profile): string {
  const trimmed = text.trim();
  // Today's Go kernel knows no such rule.
  if (rule === 'phone_e164') return profile === 'kernel' ? trimmed : asE164(trimmed);
  return Object.hasOwn(RULES, rule) ? (RULES[rule]?.(trimmed) ?? trimmed) : trimmed;
}

const MAX_QUOTED_CHARS = 200;
const quoted = (text: string): string => JSON.stringify(text.slice(0, MAX_QUOTED_CHARS));

const BOOLEANS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;

function isDate(text: string): boolean {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = DATE.exec(text) ?? [];
  if (year === '') return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  return isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** Why a text is none of the type; null when it is, or when nobody checks the type. */
function typeFault(type: string, text: string): string | null {
  switch (type) {
    case 'number':
    case 'integer':
      return FLOAT.test(text) && Number.isFinite(Number(text)) ? null : `expected number, got ${quoted(text)}`;
    case 'boolean':
      return Object.hasOwn(BOOLEANS, text) ? null : `expected boolean, got ${quoted(text)}`;
    case 'date':
      return isDate(text) ? null : `expected RFC3339 or YYYY-MM-DD date, got ${quoted(text)}`;
    case 'email':
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ? null : `invalid email ${quoted(text)}`;
    case 'phone':
      return /^\+?[0-9\s\-()]{6,}$/.test(text) ? null : `invalid phone ${quoted(text)}`;
    default:
      return null;
  }
}

function patternFault(pattern: string, text: string): string | null {
  const verdict = patternVerdict(pattern, text);
  if (verdict === 'found') return null;
  if (verdict === 'broken') return `invalid validation regex: ${quoted(pattern)}`;
  return verdict === 'too long' ? 'is too long to be checked against its pattern' : 'does not match pattern';
}

function sentValue(type: string, text: string): unknown {
  if (type === 'number' || type === 'integer') return Number(text);
  return type === 'boolean' ? BOOLEANS[text] : text;
}

/** Values of these types a templating host hands on as they are; the kernel prints them, for its list has no word for them. */
const WHOLE: ReadonlySet<string> = new Set(['object', 'array']);

function valueFor(input: ToolInput, given: Readonly<Record<string, unknown>>, isSetting: (name: string) => boolean): Extracted {
  const own = Object.hasOwn(given, input.name) ? given[input.name] : undefined;
  if (!isBlank(own)) return { name: input.name, source: 'given', value: own };
  if (isSetting(input.name)) return { name: input.name, source: 'setting' };
  if (input.default_value !== undefined) return { name: input.name, source: 'default', value: input.default_value };
  return { name: input.name, source: 'absent' };
}

/**
 * Prepares the parameters of a call. The kernel has rules for the flat list alone: of a tool that v3 declares it sends none. A templating
 * host takes the schema of v3 too, and a parameter that is called like a setting from there.
 */
export function prepareParameters(
  tool: AddonTool,
  profile: Profile,
  given: Readonly<Record<string, unknown>>,
  isSetting: (name: string) => boolean,
): Prepared {
  const isFlat = tool.extras !== null;
  const hasSchema = tool.declared.input_schema !== undefined;
  const inputs = isFlat || profile === 'templating' ? inputsOf(tool) : [];
  const prepared: Prepared = { extracted: [], dropped: [], normalised: [], errors: [], parameters: {} };
  if (profile === 'templating' && !isFlat && !hasSchema) return { ...prepared, parameters: { ...given } };
  const names = new Set(inputs.map(({ name }) => name));
  prepared.dropped = Object.keys(given).filter((name) => !names.has(name));
  const entries: [string, unknown][] = [];
  for (const input of inputs) {
    const extracted = valueFor(input, given, profile === 'templating' ? isSetting : () => false);
    prepared.extracted.push(extracted);
    if (extracted.source === 'setting') continue;
    if (extracted.source === 'absent') {
      if (input.required) prepared.errors.push(`${input.name}: required`);
      continue;
    }
    if (profile === 'templating' && WHOLE.has(input.type) && typeof extracted.value === 'object') {
      entries.push([input.name, extracted.value]);
      continue;
    }
    const before = cleanText(printed(extracted.value));
    const after = normalised(before, input.normalize ?? '', profile);
    prepared.normalised.push({ name: input.name, before, after, rule: input.normalize ?? '' });
    // The kernel checks the types that its list names, and takes any other for a text.
    const type = profile === 'kernel' && input.type === 'integer' ? 'string' : input.type;
    const fault = typeFault(type, after) ?? (input.validation === undefined ? null : patternFault(input.validation, after));
    if (fault === null) entries.push([input.name, sentValue(type, after)]);
    else prepared.errors.push(`${input.name}: ${fault}`);
  }
  prepared.parameters = Object.fromEntries(entries);
  // What the author's own schema says beyond the list: choices, bounds, shapes.
  if (profile === 'templating' && !isFlat && prepared.errors.length === 0) {
    const fault = schemaFault(withoutRequired(tool.declared.input_schema), prepared.parameters);
    if (fault !== null) prepared.errors.push(`${fault.path.replace(/^\//, '') || 'parameters'}: ${fault.message}`);
  }
  return prepared;
}

/** What is required was asked for already, and a setting may stand in for it. */
function withoutRequired(schema: Tool['input_schema']): unknown {
  return Object.fromEntries(Object.entries(schema ?? {}).filter(([keyword]) => keyword !== 'required'));
}
type Tool = AddonTool['declared'];
