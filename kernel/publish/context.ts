/** What every check of the preflight looks at, and how it reports. */
import { valueAt, type Step, pointerOf } from '../contract/pointer';
import { isRecord } from '../values/encoding';
import { lineStartsOf, rangeOf, squiggleSpanOf, type Span } from '../contract/locate';
import type { Locale } from '../locale';
import { parse } from '../contract/parse';
import type { Message } from '../contract/text';
import type { ParseSql } from '../contract/sql/walk';
import type { Level, PreflightFinding } from './finding';

/** A file longer than this is not searched as text; its name is reported. */
export const MAX_SEARCHED_BYTES = 8 * 1024 * 1024;

export interface Place {
  file?: string;
  /** Into the manifest. */
  path?: readonly Step[];
  /** Into `file`, in UTF-16 units. */
  span?: Span;
}

export interface PublishContext {
  /** What travels in the bundle. */
  files: ReadonlyMap<string, Uint8Array>;
  /** The parsed manifest; undefined when it is no JSON. */
  document: unknown;
  /** A member of `metadata` (v3) or of the top level (v2). */
  meta: (member: string) => unknown;
  /** Pointer steps to a member of the same. */
  metaPath: (member: string) => Step[];
  /** Text of a file as UTF-8, lossy; null where it is missing or too long. */
  textOf: (file: string) => string | null;
  parseSql: ParseSql | undefined;
  find: (rule: string, level: Level, message: Message, place?: Place) => void;
}

export type PublishCheck = (context: PublishContext) => void | Promise<void>;

/** Findings of one rule that are kept; a bundle of nothing but faults must not fill the report. */
const MAX_OF_A_RULE = 50;

export interface ContextOptions {
  files: ReadonlyMap<string, Uint8Array>;
  manifestText: string;
  locale: Locale;
  parseSql: ParseSql | undefined;
}

export function createPublishContext({ files, manifestText, locale, parseSql }: ContextOptions): {
  context: PublishContext;
  findings: PreflightFinding[];
} {
  const { value: document, tree } = parse(manifestText);
  const isV3 = isRecord(document) && document.apiVersion === 'asteby.com/v3';
  const metaPath = (member: string): Step[] => (isV3 ? ['metadata', member] : [member]);
  const findings: PreflightFinding[] = [];
  const counts = new Map<string, number>();
  const texts = new Map<string, string | null>();
  const starts = new Map<string, number[]>();
  const textOf = (file: string): string | null => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const bytes = files.get(file);
    const text = bytes === undefined || bytes.length > MAX_SEARCHED_BYTES ? null : new TextDecoder().decode(bytes);
    texts.set(file, text);
    return text;
  };
  const linesOf = (file: string): number[] => {
    const known = starts.get(file) ?? lineStartsOf(file === 'manifest.json' ? manifestText : (textOf(file) ?? ''));
    starts.set(file, known);
    return known;
  };
  return {
    findings,
    context: {
      files,
      document,
      meta: (member) => valueAt(document, metaPath(member)),
      metaPath,
      textOf,
      parseSql,
      find(rule, level, message, place = {}) {
        const seen = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, seen);
        if (seen > MAX_OF_A_RULE) return;
        const inManifest = place.path !== undefined || place.file === undefined;
        const path = pointerOf(place.path ?? []);
        const span = place.span ?? (place.path === undefined ? undefined : squiggleSpanOf(tree, path));
        const file = inManifest && place.path !== undefined ? 'manifest.json' : (place.file ?? '');
        findings.push({
          rule,
          level,
          file,
          path,
          ...(span === undefined ? {} : { range: rangeOf(linesOf(file), span) }),
          message: message.text[locale],
          cure: message.cure?.[locale] ?? '',
        });
      },
    },
  };
}

export const textMember = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Objects of a list; anything else in it is the contract's to refuse. */
export const recordsIn = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
