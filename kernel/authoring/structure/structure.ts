/**
 * What may be written where the cursor stands: the members an object still lacks, what is required first; entries of lists, whole, in the
 * project's own names; the values of a closed list. Names inside of texts are another help (`language/complete.ts`).
 */
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Locale } from '../../locale';
import { indexManifest, type ManifestIndex, textOf } from '../language/occurrences';
import { isTextPlace, placeOf } from '../language/places';
import { type Cursor, cursorAt } from './cursor';
import { LIKELY, patternOf } from './likely';
import { alternatives, type Path, partsAt, type Schema, type SchemaPart } from './schema-at';
import { snippetText } from './snippet-text';
import { ADDON, aroundOf, SNIPPETS } from './snippets';

export interface StructureItem {
  label: string;
  /** One line beside the label. */
  detail: string;
  /** Markdown. */
  documentation: string;
  kind: 'member' | 'value' | 'entry';
  /** In the editor's snippet form. */
  insert: string;
  /** Whether what was inserted has a list of its own, to be opened at once. */
  continues: boolean;
}

export interface Structure {
  /** What is replaced. */
  offset: number;
  length: number;
  /** Where a comma was forgotten, or null. */
  commaAt: number | null;
  items: StructureItem[];
}

export interface StructureContext {
  schema: Schema;
  /** Models of other addons, as `addon.Model`. */
  foreignModels: readonly string[];
  locale: Locale;
  /** Whether the text is a manifest, which has entries of its own; else the schema alone helps. */
  isManifest: boolean;
}

const TEXTS = {
  en: {
    required: 'required',
    yes: 'yes',
    no: 'no',
    entry: 'entry',
    text: 'text',
    list: 'list',
    object: 'object',
    number: 'number',
    flag: 'yes or no',
  },
  es: {
    required: 'obligatorio',
    yes: 'sí',
    no: 'no',
    entry: 'elemento',
    text: 'texto',
    list: 'lista',
    object: 'objeto',
    number: 'número',
    flag: 'sí o no',
  },
} as const;

const typesOf = (parts: readonly SchemaPart[]): readonly string[] =>
  parts.flatMap(({ type, properties, items }) => type ?? (properties ? 'object' : items ? 'array' : []));

const choicesOf = (parts: readonly SchemaPart[]): readonly unknown[] =>
  parts.flatMap((part) => (part.const === undefined ? (part.enum ?? []) : [part.const]));

/** What kind of value a place wants, for people. */
function kindText(parts: readonly SchemaPart[], locale: Locale): string {
  const choices = choicesOf(parts);
  if (choices.length > 0) return choices.slice(0, 4).map(String).join(' | ');
  const words = TEXTS[locale];
  const named: Readonly<Record<string, string>> = {
    string: words.text,
    array: words.list,
    object: words.object,
    integer: words.number,
    number: words.number,
    boolean: words.flag,
  };
  return [...new Set(typesOf(parts).map((type) => named[type] ?? type))].join(' | ');
}

const quotedSnippet = (value: unknown): string => JSON.stringify(value).replaceAll(/[\\$}]/g, '\\$&');

/** Deeper members that are required are left to the next step. */
const MAX_SKELETON_DEPTH = 2;

/** What has entries of its own begins on a line of its own, so that the next one can follow below it. */
const spread = (open: string, inside: string, close: string): string => `${open}\n\t${inside}\n${close}`;

/** A value to be filled in; `stop` numbers the places where one types. */
function skeleton(context: StructureContext, parts: readonly SchemaPart[], path: Path, stop: { next: number }, depth: number): string {
  const choices = choicesOf(parts);
  if (choices.length === 1) return quotedSnippet(choices[0]);
  const here = (): string => `$${String(stop.next++)}`;
  const [type] = typesOf(parts);
  switch (type) {
    case 'string':
      return `"${here()}"`;
    case 'boolean':
      return `\${${String(stop.next++)}|true,false|}`;
    case 'array': {
      const items = partsAt(context.schema, [...path, 0]);
      if (typesOf(items)[0] === 'string') return `["${here()}"]`;
      return depth === 0 ? spread('[', here(), ']') : `[${here()}]`;
    }
    case 'object': {
      const part = parts.find(({ properties }) => properties !== undefined);
      const required = part?.required ?? [];
      if (required.length === 0 && depth === 0) return spread('{', here(), '}');
      if (depth >= MAX_SKELETON_DEPTH || required.length === 0) return `{${here()}}`;
      const members = required.map((name) => {
        const inner = [...path, name];
        return `"${name}": ${skeleton(context, partsAt(context.schema, inner), inner, stop, depth + 1)}`;
      });
      return `{ ${members.join(', ')} }`;
    }
    default:
      return here();
  }
}

/** Whether a list opens by itself once the value is there: names, choices, or entries. */
function hasList(context: StructureContext, parts: readonly SchemaPart[], path: Path): boolean {
  if (choicesOf(parts).length > 1) return true;
  if (!context.isManifest) return false;
  const [type] = typesOf(parts);
  if (type === 'array') return SNIPPETS[patternOf([...path, 0])] !== undefined || placeOf([...path, 0])?.role === 'reference';
  return type === 'string' && placeOf(path)?.role === 'reference';
}

function membersHere(context: StructureContext, cursor: Cursor, document: Node | undefined, comma: string): StructureItem[] {
  const { schema, locale } = context;
  const { path } = cursor;
  const node = document && (path.length === 0 ? document : findNodeAtLocation(document, [...path]));
  const there = new Set((node?.children ?? []).map(({ children }) => textOf(children?.[0]?.value)));
  const parts = partsAt(schema, path);
  const properties = new Map(parts.flatMap((part) => Object.entries(part.properties ?? {})));
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const likely = LIKELY[patternOf(path)] ?? [];
  const rank = (name: string): number => {
    const place = likely.indexOf(name);
    return (required.has(name) ? 0 : 1_000) + (place < 0 ? 500 : place);
  };
  return [...properties]
    .filter(([name]) => !there.has(name))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, part]) => {
      const inner = [...path, name];
      const found = alternatives(schema, part);
      const value = cursor.hasValue ? '' : `: ${skeleton(context, found, inner, { next: 1 }, 0)}${comma}`;
      const kind = kindText(found, locale);
      return {
        label: name,
        detail: required.has(name) ? `${kind} · ${TEXTS[locale].required}` : kind,
        documentation: found[0]?.markdownDescription ?? found[0]?.description ?? '',
        kind: 'member' as const,
        insert: `"${name}"${value}`,
        continues: !cursor.hasValue && hasList(context, found, inner),
      };
    });
}

/** What an action of a permission may be called: the verbs, and the model's own actions. */
function permittedActions(index: ManifestIndex | null, path: Path): string[] {
  const grant = index === null ? undefined : findNodeAtLocation(index.root, [...path.slice(0, -2), 'model']);
  const actions = (index?.document.contributions as { actions?: unknown } | undefined)?.actions;
  const own = Array.isArray(actions)
    ? (actions as unknown[]).flatMap((one) => {
        const { key, target_model: target } = (typeof one === 'object' && one !== null ? one : {}) as {
          key?: unknown;
          target_model?: unknown;
        };
        return typeof key === 'string' && target === grant?.value ? [key] : [];
      })
    : [];
  return ['index', 'create', 'update', 'delete', ...own];
}

const GRANTED = 'rbac/permissions/*/models/*/actions/*';

function valuesHere(context: StructureContext, cursor: Cursor, index: ManifestIndex | null, comma: string): StructureItem[] {
  const { schema, locale } = context;
  const { path, isQuoted } = cursor;
  const parts = partsAt(schema, path);
  const words = TEXTS[locale];
  const choices = context.isManifest && patternOf(path) === GRANTED ? permittedActions(index, path) : choicesOf(parts);
  const value = (label: string, insert: string, continues = false, detail = ''): StructureItem => ({
    label,
    detail,
    documentation: parts[0]?.markdownDescription ?? '',
    kind: 'value',
    insert: `${insert}${comma}`,
    continues,
  });
  if (choices.length > 0)
    return choices.filter((one) => !isQuoted || typeof one === 'string').map((one) => value(String(one), quotedSnippet(one)));
  if (isQuoted) return [];
  const types = new Set(typesOf(parts));
  return [
    ...(types.has('boolean') ? [value('true', 'true', false, words.yes), value('false', 'false', false, words.no)] : []),
    ...(types.has('string') ? [value('""', '"$1"', hasList(context, parts, path), words.text)] : []),
    ...(types.has('array') ? [value('[]', skeleton(context, parts, path, { next: 1 }, 0), hasList(context, parts, path), words.list)] : []),
    ...(types.has('object')
      ? [value('{}', skeleton(context, parts, path, { next: 1 }, 0), false, typeof path.at(-1) === 'number' ? words.entry : words.object)]
      : []),
  ];
}

/**
 * What may be written at `offset`; null where the text is of another mind there, or where a name is wanted, which `completionsAt` knows.
 * Never throws, whatever the text.
 */
export function structureAt(text: string, offset: number, context: StructureContext): Structure | null {
  const cursor = cursorAt(text, offset);
  if (!cursor) return null;
  const { path, isName, isQuoted, commaAt } = cursor;
  if (!isName && isQuoted && context.isManifest && (placeOf(path)?.role === 'reference' || isTextPlace(path))) return null;
  const place = { offset: cursor.offset, length: cursor.length, commaAt };
  const index = indexManifest(text);
  const comma = cursor.needsComma ? ',' : '';
  if (isName) return { ...place, items: membersHere(context, cursor, index?.root, comma) };
  const values = valuesHere(context, cursor, index, comma);
  if (isQuoted || !context.isManifest) return { ...place, items: values };
  const makers = text.trim() === '' ? [ADDON] : (SNIPPETS[patternOf(path)] ?? []);
  const around = aroundOf(index, path, context.foreignModels, context.locale);
  const entries = makers.flatMap((maker) =>
    maker(around).map(({ label, detail, body }): StructureItem => ({
      label,
      detail,
      documentation: `\`\`\`json\n${snippetText(body)}\n\`\`\``,
      kind: 'entry',
      insert: `${body}${comma}`,
      continues: false,
    })),
  );
  return { ...place, items: [...entries, ...values] };
}
