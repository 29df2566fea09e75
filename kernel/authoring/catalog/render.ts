/** Writes the pages of the rules, as Markdown. What stands in them is tried by the contract engine itself. */
import { check } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import { applyEdits, fixesFor } from '../fixes/fixes';
import { stepsOf, valueAt } from '../../contract/pointer';
import { shopWith } from '../../contract/rules/testing';
import { isText, type ManifestExample, type RulePage, type TextExample } from './page';

/** A rule's row in the table of docs/contract/README.md. */
export interface RuleRow {
  rule: string;
  severity: string;
  meaning: string;
}

/** The rows of the table of rules. */
export function rowsOf(readme: string): RuleRow[] {
  return [...readme.matchAll(/^\| `([^`]+)`\s+\| (\w+)\s+\| (.+?)\s*\|$/gm)].map((match) => ({
    rule: match[1] ?? '',
    severity: match[2] ?? '',
    meaning: match[3] ?? '',
  }));
}

/** The two sides of an example as texts, and what is found in the first. */
export interface TriedExample {
  before: string;
  after: string;
  /** Name of the highlighting. */
  language: string;
  file: string;
  finding: Diagnostic | undefined;
  /** Findings of the rule in the second; none when the example is right. */
  left: readonly Diagnostic[];
}

/** Runs the engine over both sides of an example. `parseSql` is asked for migrations only. */
export function tryExample(page: RulePage, parseSql?: Parameters<typeof check>[1]): TriedExample | null {
  if (page.example === null) return null;
  return isText(page.example) ? tryText(page.rule, page.example, parseSql) : tryPiece(page.rule, page.example);
}

const found = (diagnostics: readonly Diagnostic[], rule: string): Diagnostic[] => diagnostics.filter((one) => one.rule === rule);

function tryText(
  rule: string,
  { file = 'manifest.json', before, after }: TextExample,
  options: Parameters<typeof check>[1] = {},
): TriedExample {
  const judge = (text: string): Diagnostic[] =>
    file === 'manifest.json' ? check(text).diagnostics : check(shopWith({}), { ...options, files: new Map([[file, text]]) }).diagnostics;
  const [finding] = found(judge(before), rule);
  return { before, after, language: file.endsWith('.sql') ? 'sql' : 'text', file, finding, left: found(judge(after), rule) };
}

function tryPiece(rule: string, { at, before, after, given = {} }: ManifestExample): TriedExample {
  const broken = shopWith({ ...given, ...(before === undefined ? {} : { [at]: before }) });
  const { diagnostics } = check(broken);
  const [finding] = found(diagnostics, rule);
  let kept = shopWith({ ...given, ...(after === undefined ? {} : { [at]: after }) });
  let shown = after;
  let place = at;
  if (after === undefined && finding !== undefined) {
    const [fix] = fixesFor(broken, finding);
    kept = fix === undefined ? broken : applyEdits(broken, fix.edits);
    shown = valueAt(JSON.parse(kept), stepsOf(at));
    // A cure elsewhere in the manifest: show what it wrote.
    if (JSON.stringify(shown) === JSON.stringify(before)) {
      place = placeOfChange(JSON.parse(broken), JSON.parse(kept), '');
      shown = valueAt(JSON.parse(kept), stepsOf(place));
    }
  }
  return {
    before: piece(at, before),
    after: piece(place, shown),
    language: 'json',
    file: 'manifest.json',
    finding,
    left: found(check(kept).diagnostics, rule),
  };
}

/** Pointer to the smallest value that holds every difference, at most the one below the top. */
function placeOfChange(before: unknown, after: unknown, path: string): string {
  if (typeof after !== 'object' || after === null || Array.isArray(after)) return path;
  const old = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  const changed = Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
  const [only] = changed;
  if (changed.length !== 1 || only === undefined) return path;
  return placeOfChange(old[only[0]], only[1], `${path}/${only[0]}`);
}

/** A piece as it stands in a manifest: its name and its value. */
function piece(at: string, value: unknown): string {
  const name = at.slice(at.lastIndexOf('/') + 1);
  if (value === undefined) return `// no "${name}"`;
  const text = JSON.stringify(value, null, 2);
  return /^\d+$/.test(name) ? text : `"${name}": ${text}`;
}

const SEVERITIES: Readonly<Record<string, string | undefined>> = {
  error: 'error: a manifest with it is rejected',
  warning: 'warning',
  info: 'note',
  strict: 'error; a warning when something already published is installed',
};

/** The page of a rule; the caller formats it. */
export function renderPage({ rule, severity, meaning }: RuleRow, page: RulePage, tried: TriedExample | null): string {
  const own = meaning.startsWith('own: ');
  const lines = [
    `# ${rule}`,
    '',
    `<!-- Written by npm run docs from kernel/authoring/catalog. Do not edit. -->`,
    '',
    `**${capital(own ? meaning.slice('own: '.length) : meaning)}.**`,
    '',
    `Severity: ${SEVERITIES[severity] ?? severity}.${own ? ' Hosts do not check this themselves.' : ''}`,
    '',
    '## Why',
    '',
    page.why,
  ];
  if (tried !== null) lines.push('', ...exampleLines(tried));
  lines.push('', '[All rules](../README.md)', '');
  return lines.join('\n');
}

const capital = (text: string): string => (text.startsWith('`') ? text : text.charAt(0).toUpperCase() + text.slice(1));

function exampleLines({ before, after, language, file, finding }: TriedExample): string[] {
  const where = finding === undefined || finding.path === '' || file !== 'manifest.json' ? '' : ` at \`${finding.path}\``;
  // jsonc: pieces are no documents, and formatters would complete or reorder them.
  const fence = (text: string): string[] => ['```' + (language === 'json' ? 'jsonc' : language), ...text.split('\n'), '```'];
  return [
    '## Before',
    '',
    ...(file === 'manifest.json' ? [] : [`In \`${file}\`:`, '']),
    ...fence(visible(before)),
    '',
    ...(finding === undefined ? [] : [`> ${finding.message}${finding.cure === undefined ? '' : ` _${finding.cure}_`}${where}`, '']),
    '## After',
    '',
    ...fence(after),
  ];
}

/** Invisible characters are named. */
const visible = (text: string): string => text.replace('\uFEFF', '⟨byte order mark⟩');
