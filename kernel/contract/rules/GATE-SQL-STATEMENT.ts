import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-STATEMENT'> = { id: 'GATE-SQL-STATEMENT', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a migration holds a statement or function that no addon may use, as PostgreSQL reads it',
  why: 'Roles, databases and files of the server belong to its administrator. The pattern of the publish check misses some spellings; PostgreSQL’s own parser does not.',
  example: { file: 'migrations/0001_init.sql', before: 'grant  select on orders to public;', after: 'create index on orders (status);' },
};
