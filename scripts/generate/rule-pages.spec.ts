import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BLOCK_TABLE_FILE, RULE_PAGES_FOLDER, RULE_TABLE_FILE, rulePages } from './rule-pages';

describe('the tables of rules and blocks, and the pages of the rules', () => {
  it('are what `npm run docs` writes', async () => {
    const { pages, table, limits } = await rulePages();
    expect(readFileSync(RULE_TABLE_FILE, 'utf8')).toBe(table);
    expect(readFileSync(BLOCK_TABLE_FILE, 'utf8')).toBe(limits);
    expect(readdirSync(RULE_PAGES_FOLDER).sort()).toEqual([...pages.keys()].sort());
    const stale = [...pages].filter(([name, text]) => readFileSync(`${RULE_PAGES_FOLDER}/${name}`, 'utf8') !== text);
    expect(stale.map(([name]) => name)).toEqual([]);
  });
});
