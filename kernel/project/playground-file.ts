/**
 * Reads `playground.json`: the page, the command line and `serve` ask here. What is wrong is told with its place and the cure, and left
 * out; the rest of the file holds. The schema that the editor completes by is the one it is read by.
 */
import { PLAYGROUND_SCHEMA, type ManifestV3, type PlaygroundFile } from '../../schemas';
import { nearest } from '../contract/suggest';
import { keySpanOf, lineStartsOf, rangeOf, squiggleSpanOf } from '../contract/locate';
import { parse } from '../contract/parse';
import { pointerOf, type Step } from '../contract/pointer';
import type { TreeNode } from '../contract/tree';
import type { Locale } from '../locale';
import { isRecord } from '../values/encoding';
import { playgroundFault, type PlaygroundFault } from './playground-messages';
import { PLAYGROUND_FILE } from '../contract/playground-members';
import type { ProjectDiagnostic } from './select';

/** Longest file, in characters. */
export const MAX_PLAYGROUND_CHARS = 256 * 1024;
/** Longest body of an answer, in characters of its JSON. */
const MAX_BODY_CHARS = 64 * 1024;
/** Faults that are told of one file. */
const MAX_FAULTS = 100;

/** The keywords that the schema is made of. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
}

export interface ReadPlayground {
  /** What of the file can be used. */
  members: PlaygroundFile;
  diagnostics: ProjectDiagnostic[];
}

interface Walk {
  readonly tell: (path: readonly Step[], fault: PlaygroundFault) => void;
}

/** What of a value fits; undefined where nothing does. */
type Fitted = unknown;

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

function fitList(walk: Walk, path: readonly Step[], schema: Schema, list: readonly unknown[]): Fitted {
  const { items = {}, maxItems = list.length } = schema;
  if (list.length > maxItems) walk.tell(path, { kind: 'too-many', most: maxItems });
  return list.slice(0, maxItems).flatMap((item, index) => {
    const fitted = fit(walk, [...path, index], items, item);
    return fitted === undefined ? [] : [fitted];
  });
}

function fitObject(walk: Walk, path: readonly Step[], schema: Schema, object: Readonly<Record<string, unknown>>): Fitted {
  const { properties = {}, additionalProperties = true } = schema;
  const entries = Object.entries(object);
  const { maxProperties = entries.length } = schema;
  if (entries.length > maxProperties) walk.tell(path, { kind: 'too-many', most: maxProperties });
  const fitted = entries.slice(0, maxProperties).flatMap(([name, value]): [string, unknown][] => {
    const other = additionalProperties === true ? {} : additionalProperties;
    const own = Object.hasOwn(properties, name) ? properties[name] : other;
    if (own === false || own === undefined) {
      const known = Object.keys(properties);
      walk.tell([...path, name], { kind: 'unknown', name, near: nearest(name, known), known });
      return [];
    }
    const inner = fit(walk, [...path, name], own, value);
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(fitted);
}

function fit(walk: Walk, path: readonly Step[], schema: Schema, value: unknown): Fitted {
  const { type } = schema;
  const refuse = (fault: PlaygroundFault): Fitted => {
    walk.tell(path, fault);
    return undefined;
  };
  if (type !== undefined && typeOf(value) !== type) return refuse({ kind: 'type', wanted: type, found: typeOf(value) });
  if (typeof value === 'string') {
    const { enum: choices, pattern, maxLength } = schema;
    if (choices && !choices.includes(value)) return refuse({ kind: 'choice', choices, near: nearest(value, choices) });
    if (maxLength !== undefined && value.length > maxLength) return refuse({ kind: 'too-long', most: maxLength });
    if (pattern !== undefined && !new RegExp(pattern).test(value)) return refuse({ kind: 'form', member: String(path[0] ?? '') });
  }
  if (typeof value === 'number') {
    const { minimum = value, maximum = value } = schema;
    if (value < minimum || value > maximum) return refuse({ kind: 'range', least: minimum, most: maximum });
  }
  if (Array.isArray(value)) return fitList(walk, path, schema, value);
  if (isRecord(value) && type === 'object') return fitObject(walk, path, schema, value);
  return value;
}

/** Collects faults of one text, each at its place in it. */
function tellerOf(text: string, tree: TreeNode | null, locale: Locale) {
  const lineStarts = lineStartsOf(text);
  const diagnostics: ProjectDiagnostic[] = [];
  return {
    diagnostics,
    tell: (steps: readonly Step[], fault: PlaygroundFault): void => {
      if (diagnostics.length >= MAX_FAULTS) return;
      const path = pointerOf(steps);
      const span = fault.kind === 'unknown' ? keySpanOf(tree, path) : squiggleSpanOf(tree, path);
      diagnostics.push({ ...playgroundFault(fault, locale), file: PLAYGROUND_FILE, path, range: rangeOf(lineStarts, span) });
    },
  };
}

/** Reads the text of the file. Never throws, whatever the text. */
export function readPlayground(text: string, locale: Locale = 'en'): ReadPlayground {
  if (text.length > MAX_PLAYGROUND_CHARS) {
    const { tell, diagnostics } = tellerOf('', null, locale);
    tell([], { kind: 'too-long', most: MAX_PLAYGROUND_CHARS });
    return { members: {}, diagnostics };
  }
  const { value, tree, findings } = parse(text);
  const teller = tellerOf(text, tree, locale);
  if (value === undefined) {
    const lineStarts = lineStartsOf(text);
    const ofText = findings.slice(0, MAX_FAULTS).map(({ rule, message, path, span }): ProjectDiagnostic => ({
      rule,
      severity: 'warning',
      file: PLAYGROUND_FILE,
      path,
      message: message.text[locale],
      ...(message.cure && { cure: message.cure[locale] }),
      range: rangeOf(lineStarts, span ?? { offset: 0, length: 0 }),
    }));
    return { members: {}, diagnostics: ofText };
  }
  const members = (fit(teller, [], PLAYGROUND_SCHEMA, value) ?? {}) as PlaygroundFile;
  const mocks = Object.entries(members.mocks ?? {}).filter(([url, { body, answers = [] }]) => {
    const isShort = [body, ...answers.map((answer) => answer.body)].every(
      (one) => (typeof one === 'string' ? one : JSON.stringify(one ?? null)).length <= MAX_BODY_CHARS,
    );
    if (!isShort) teller.tell(['mocks', url, 'body'], { kind: 'too-long', most: MAX_BODY_CHARS });
    return isShort;
  });
  return {
    members: members.mocks === undefined ? members : { ...members, mocks: Object.fromEntries(mocks) },
    diagnostics: teller.diagnostics,
  };
}

/** The settings that the file may set: those the manifest declares, and no secret. */
export function settingsFor(manifest: ManifestV3, { settings = {} }: PlaygroundFile): Record<string, unknown> {
  const open = (manifest.settings ?? []).filter(({ type }) => type !== 'secret').map(({ key }) => key);
  return Object.fromEntries(Object.entries(settings).filter(([key]) => open.includes(key)));
}

/** What of the file names something that the manifest does not have, or a secret. */
export function checkPlayground(
  text: string,
  manifest: ManifestV3,
  { settings = {}, run_in_tx: actions = [] }: PlaygroundFile,
  locale: Locale = 'en',
): ProjectDiagnostic[] {
  const { tree, value } = parse(text);
  const { tell, diagnostics } = tellerOf(text, tree, locale);
  const declared = manifest.settings ?? [];
  for (const key of Object.keys(settings)) {
    const setting = declared.find((one) => one.key === key);
    const known = declared.map((one) => one.key);
    if (!setting) tell(['settings', key], { kind: 'no-setting', name: key, near: nearest(key, known) });
    else if (setting.type === 'secret') tell(['settings', key], { kind: 'secret', name: key });
  }
  const known = (manifest.contributions?.actions ?? []).map(({ key, target_model }) => `${target_model ?? ''}.${key}`);
  const written = isRecord(value) && Array.isArray(value.run_in_tx) ? value.run_in_tx : [];
  for (const [index, name] of written.entries())
    if (typeof name === 'string' && actions.includes(name) && !known.includes(name))
      tell(['run_in_tx', index], { kind: 'no-action', name, near: nearest(name, known) });
  return diagnostics;
}
