/** Puts findings where the editor draws them: a range in the text, sentences in one language. */
import { visible } from '../values/visible';
import type { Diagnostic } from './diagnostic';
import type { Locale } from '../locale';
import { MAX_FINDINGS, type Finding, type Findings } from './finding';
import { keySpanOf, lineStartsOf, rangeOf, squiggleSpanOf, type Span } from './locate';
import { checkMessages } from './messages/check';
import type { RuleId } from './rules';
import type { TreeNode } from './tree';

/** Diagnostics of one answer; a last one says how many were left out. */
export const MAX_DIAGNOSTICS = 500;

/** The page of a rule, relative to the root of the project. */
export const docsOf = (rule: string): string => `docs/contract/rules/${rule}.md`;

/** Rules about the name of a member rather than its value: the squiggle goes under the name. */
const ABOUT_NAMES = new Set<RuleId>(['SCHEMA-UNKNOWN', 'SCHEMA-KIND', 'DEC-OPT', 'CONV-UNKNOWN']);

/** What the placing needs to know besides the manifest's own text. */
export interface PlaceOptions {
  locale: Locale;
  /** Text of another file of the project that findings name. */
  textOf?: (file: string) => string;
}

/**
 * Findings as diagnostics, in the order of their place: the manifest's first, then those of other files by name.
 * At most `MAX_DIAGNOSTICS`, and one that counts the rest.
 */
export function placeFindings(findings: Findings, text: string, tree: TreeNode | null, { locale, textOf }: PlaceOptions): Diagnostic[] {
  const placed = findings.kept.map((finding) => ({ finding, span: placeOf(finding, tree) }));
  const rank = { error: 0, warning: 1, info: 2 } as const;
  placed.sort(
    (a, b) =>
      compareText(a.finding.file ?? '', b.finding.file ?? '') ||
      a.span.offset - b.span.offset ||
      rank[a.finding.severity] - rank[b.finding.severity] ||
      compareText(a.finding.rule, b.finding.rule),
  );
  const shown = placed.slice(0, MAX_DIAGNOSTICS);
  // A rejected document must show an error, even where warnings fill the list.
  const firstError = placed.find(({ finding }) => finding.severity === 'error');
  if (firstError !== undefined && !shown.includes(firstError)) shown.splice(MAX_DIAGNOSTICS - 1, 1, firstError);
  const left = findings.total - shown.length;
  if (left > 0) {
    shown.push({
      finding: { rule: 'MORE', severity: 'info', path: '', message: checkMessages.more(left, findings.total >= MAX_FINDINGS) },
      span: { offset: 0, length: 0 },
    });
  }
  const lineStarts = new Map<string, readonly number[]>();
  const startsOf = (file: string): readonly number[] => {
    const known = lineStarts.get(file) ?? lineStartsOf(file === '' ? text : (textOf?.(file) ?? ''));
    lineStarts.set(file, known);
    return known;
  };
  return shown.map(({ finding, span }) => diagnosticOf(finding, span, startsOf(finding.file ?? ''), locale));
}

function diagnosticOf(
  { rule, severity, path, message, file }: Finding,
  span: Span,
  lineStarts: readonly number[],
  locale: Locale,
): Diagnostic {
  const diagnostic: Diagnostic = {
    rule,
    severity,
    path,
    range: rangeOf(lineStarts, span),
    message: visible(message.text[locale]),
    docs: docsOf(rule),
  };
  const cure = message.cure?.[locale] ?? '';
  if (cure !== '') diagnostic.cure = visible(cure);
  const suggestion = message.suggestion ?? null;
  if (suggestion !== null) diagnostic.suggestion = suggestion;
  if (file !== undefined) diagnostic.file = file;
  return diagnostic;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function placeOf({ rule, path, span }: Finding, tree: TreeNode | null): Span {
  return span ?? (ABOUT_NAMES.has(rule) ? keySpanOf(tree, path) : squiggleSpanOf(tree, path));
}
