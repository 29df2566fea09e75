import { loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../contract/rules';
import { readSqlWith } from '../../contract/sql/libpg';
import { rulePages } from './pages';
import { tryExample } from './render';

beforeAll(loadModule);

const pages = await rulePages();

describe('the pages of the rules', () => {
  it('exist for every rule', () => {
    expect(RULES.filter(({ id }) => pages.get(id) === undefined)).toEqual([]);
  });

  it.each([...pages].filter(([, { example }]) => example !== null))(
    '%s: what stands before breaks the rule, what stands after keeps it',
    (rule, page) => {
      const tried = tryExample(rule, page, { parseSql: readSqlWith(parseSync, parsePlPgSQLSync) });
      expect({ rule, broken: tried?.finding?.rule, left: tried?.left.map(({ path }) => path) }).toEqual({ rule, broken: rule, left: [] });
      expect(tried?.after).not.toBe(tried?.before);
    },
  );
});
