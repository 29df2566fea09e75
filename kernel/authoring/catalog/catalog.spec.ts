import { readFileSync } from 'node:fs';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSqlWith } from '../../contract/sql/libpg';
import { RULE_PAGES } from '.';
import { rowsOf, tryExample } from './render';

beforeAll(loadModule);

const rows = rowsOf(readFileSync('docs/contract/README.md', 'utf8'));

describe('the pages of the rules', () => {
  it('exist for every rule of the table, once', () => {
    expect(RULE_PAGES.map(({ rule }) => rule).sort()).toEqual(rows.map(({ rule }) => rule).sort());
  });

  it.each(RULE_PAGES.filter(({ example }) => example !== null).map((page) => [page.rule, page] as const))(
    '%s: what stands before breaks the rule, what stands after keeps it',
    (rule, page) => {
      const tried = tryExample(page, { parseSql: readSqlWith(parseSync) });
      expect({ rule, broken: tried?.finding?.rule, left: tried?.left.map(({ path }) => path) }).toEqual({ rule, broken: rule, left: [] });
      expect(tried?.after).not.toBe(tried?.before);
    },
  );
});
