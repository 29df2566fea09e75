/** Writes docs/contract/rules/: a page for every rule. The pages are committed; a spec fails when they are stale. */
import { readdirSync, rmSync } from 'node:fs';
import { loadModule, parseSync } from 'libpg-query';
import { format, type FormatConfig } from 'oxfmt';
import { RULE_PAGES } from '../../kernel/authoring/catalog';
import { renderPage, rowsOf, tryExample } from '../../kernel/authoring/catalog/render';
import { readSqlWith } from '../../kernel/contract/sql/libpg';
import { mkdirSync, readFileSync, writeFileSync } from './fs';

export const RULE_PAGES_FOLDER = 'docs/contract/rules';

/** The pages by file name, formatted as the project is. */
export async function rulePages(): Promise<Map<string, string>> {
  await loadModule();
  const options = JSON.parse(readFileSync('.oxfmtrc.json', 'utf8')) as FormatConfig;
  const pages = new Map(RULE_PAGES.map((page) => [page.rule, page]));
  const texts = new Map<string, string>();
  for (const row of rowsOf(readFileSync('docs/contract/README.md', 'utf8'))) {
    const page = pages.get(row.rule);
    if (page === undefined) throw new Error(`${row.rule} has no page in kernel/authoring/catalog`);
    const tried = tryExample(page, { parseSql: readSqlWith(parseSync) });
    const name = `${row.rule}.md`;
    const { code, errors } = await format(name, renderPage(row, page, tried), options);
    if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
    texts.set(name, code);
  }
  return texts;
}

export async function generateRulePages(): Promise<void> {
  mkdirSync(RULE_PAGES_FOLDER, { recursive: true });
  const texts = await rulePages();
  for (const name of readdirSync(RULE_PAGES_FOLDER)) if (!texts.has(name)) rmSync(`${RULE_PAGES_FOLDER}/${name}`);
  for (const [name, text] of texts) writeFileSync(`${RULE_PAGES_FOLDER}/${name}`, text);
}

if (process.argv[1]?.endsWith('rule-pages.ts') === true) await generateRulePages();
