import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_PAGES_FOLDER, rulePages } from './rule-pages';

describe('docs/contract/rules', () => {
  it('is what `npm run docs` writes', async () => {
    const pages = await rulePages();
    expect(readdirSync(RULE_PAGES_FOLDER).sort()).toEqual([...pages.keys()].sort());
    const stale = [...pages].filter(([name, text]) => readFileSync(`${RULE_PAGES_FOLDER}/${name}`, 'utf8') !== text);
    expect(stale.map(([name]) => name)).toEqual([]);
  });
});
