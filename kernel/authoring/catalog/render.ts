/** Writes the pages of the rules, as Markdown. What stands in them is tried by the contract engine itself. */
import { BLOCKS, type BlockState } from '../../contract/blocks';
import { check } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import { applyEdits, fixesFor } from '../fixes/fixes';
import { stepsOf, valueAt } from '../../contract/pointer';
import { type Level, type ManifestExample, type RulePage, SECTIONS, type TextExample } from '../../contract/rule';
import { RULES, type RuleId } from '../../contract/rules';
import { shopWith } from '../../contract/testing';

/** The table of the rules: a row for each, in the sections of `SECTIONS`. The caller formats it. */
export function renderTable(pages: ReadonlyMap<RuleId, RulePage>): string {
  const rows = RULES.flatMap(({ id, level }) => {
    const page = pages.get(id);
    return page === undefined
      ? []
      : [{ section: page.section, row: `| \`${id}\` | ${level} | ${page.isOwn ? 'own: ' : ''}${page.meaning} |` }];
  });
  const sections = SECTIONS.flatMap((section) => [
    ...(section === '' ? [] : [`| **${section}** | | |`]),
    ...rows.flatMap((one) => (one.section === section ? [one.row] : [])),
  ]);
  return ['| rule | severity | meaning |', '| --- | --- | --- |', ...sections].join('\n');
}

const STATES: Readonly<Record<BlockState, string>> = { differs: 'differs', explained: 'not here', works: 'works' };

/** The table of blocks: a row for each definition, those first that an author has to know of. The caller formats it. */
export function renderBlocks(): string {
  const rows = (Object.keys(STATES) as BlockState[]).flatMap((state) =>
    BLOCKS.filter((one) => one.state === state)
      .toSorted((a, b) => (a.definition < b.definition ? -1 : 1))
      .map(({ definition, says }) => `| \`${definition}\` | ${STATES[state]} | ${says.en} |`),
  );
  return ['| block | | here |', '| --- | --- | --- |', ...rows].join('\n');
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
export function tryExample(rule: RuleId, { example }: RulePage, parseSql?: Parameters<typeof check>[1]): TriedExample | null {
  if (example === null) return null;
  return 'at' in example ? tryPiece(rule, example) : tryText(rule, example, parseSql);
}

const found = (diagnostics: readonly Diagnostic[], rule: RuleId): Diagnostic[] => diagnostics.filter((one) => one.rule === rule);

function tryText(rule: RuleId, { file = 'manifest.json', ...sides }: TextExample, options: Parameters<typeof check>[1] = {}): TriedExample {
  const [before, after] = [written(sides.before), written(sides.after)];
  const judge = (text: string): Diagnostic[] =>
    file === 'manifest.json' ? check(text).diagnostics : check(shopWith({}), { ...options, files: new Map([[file, text]]) }).diagnostics;
  const [finding] = found(judge(before), rule);
  return { before, after, language: file.endsWith('.sql') ? 'sql' : 'text', file, finding, left: found(judge(after), rule) };
}

/** A side of an example as its file holds it. */
const written = (side: unknown): string => (typeof side === 'string' ? side : JSON.stringify(side, null, 2));

function tryPiece(rule: RuleId, { at, before, after, given = {} }: ManifestExample): TriedExample {
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

const SEVERITIES: Readonly<Record<Level, string>> = {
  error: 'error: a manifest with it is rejected',
  warning: 'warning',
  info: 'note',
  strict: 'error; a warning when something already published is installed',
};

/** The page of a rule; the caller formats it. */
export function renderPage(rule: RuleId, level: Level, page: RulePage, tried: TriedExample | null): string {
  const lines = [
    `# ${rule}`,
    '',
    `<!-- Written by npm run docs from kernel/contract/rules/${rule}.ts. Do not edit. -->`,
    '',
    `**${capital(page.meaning)}.**`,
    '',
    `Severity: ${SEVERITIES[level]}.${page.isOwn ? ' Hosts do not check this themselves.' : ''}`,
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
