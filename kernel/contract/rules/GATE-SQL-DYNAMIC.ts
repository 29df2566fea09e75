import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-DYNAMIC'> = { id: 'GATE-SQL-DYNAMIC', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a body of code in a migration runs a text that is put together when it runs',
  why: 'Hosts run it. What is read from a table or a variable may be any statement, so neither this check nor the review can tell what the migration does. Names and values that `format` quotes by `%I` and `%L` are no more than that, and are accepted.',
  example: {
    file: 'migrations/0001_init.sql',
    before: "do $$ declare sql text := 'select 1'; begin execute sql; end $$;",
    after: "do $$ begin execute 'select 1'; end $$;",
  },
};
