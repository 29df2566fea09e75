/** Writes docs/contract/rules/, a page for every rule, and the table of blocks in docs/limits.md. They are committed; a spec fails when they are stale. */
import { readdirSync, rmSync } from 'node:fs';
import { loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';
import { format, type FormatConfig } from 'oxfmt';
import { rulePages as pagesOfRules } from '../../kernel/authoring/catalog/pages';
import { renderBlocks, renderPage, renderTable, tryExample } from '../../kernel/authoring/catalog/render';
import { RULES } from '../../kernel/contract/rules';
import { readSqlWith } from '../../kernel/contract/sql/libpg';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

export const RULE_PAGES_FOLDER = 'docs/contract/rules';

export const RULE_TABLE_FILE = 'docs/contract/README.md';

/** Holds the table of blocks. */
export const BLOCK_TABLE_FILE = 'docs/limits.md';

const BLOCK_TABLE = /^\| block .*\n(?:\|.*\n)+/m;

/** The table of the rules, from its first row to the empty line behind it. */
const TABLE = /^\| rule .*\n(?:\|.*\n)+/m;

async function formatted(name: string, text: string): Promise<string> {
  const options = JSON.parse(readFileSync('.oxfmtrc.json', 'utf8')) as FormatConfig;
  const { code, errors } = await format(name, text, options);
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
  return code;
}

/** The pages by file name, and the files with the tables of rules and of blocks, formatted as the project is. */
export async function rulePages(): Promise<{ pages: Map<string, string>; table: string; limits: string }> {
  await loadModule();
  const given = await pagesOfRules();
  const pages = new Map<string, string>();
  for (const { id, level } of RULES) {
    const page = given.get(id);
    if (page === undefined) throw new Error(`${id} has no page`);
    const tried = tryExample(id, page, { parseSql: readSqlWith(parseSync, parsePlPgSQLSync) });
    pages.set(`${id}.md`, await formatted(`${id}.md`, renderPage(id, level, page, tried)));
  }
  const written = readFileSync(RULE_TABLE_FILE, 'utf8').replace(TABLE, () => `${renderTable(given)}\n`);
  const limits = readFileSync(BLOCK_TABLE_FILE, 'utf8').replace(BLOCK_TABLE, () => `${renderBlocks()}\n`);
  return { pages, table: await formatted('README.md', written), limits: await formatted('limits.md', limits) };
}

export async function generateRulePages(): Promise<void> {
  mkdirSync(RULE_PAGES_FOLDER, { recursive: true });
  const { pages, table, limits } = await rulePages();
  for (const name of readdirSync(RULE_PAGES_FOLDER)) if (!pages.has(name)) rmSync(`${RULE_PAGES_FOLDER}/${name}`);
  for (const [name, text] of pages) writeFileSync(`${RULE_PAGES_FOLDER}/${name}`, text);
  writeFileSync(RULE_TABLE_FILE, table);
  writeFileSync(BLOCK_TABLE_FILE, limits);
}

if (process.argv[1]?.endsWith('rule-pages.ts') === true) await generateRulePages();
