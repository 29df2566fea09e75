import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-BODY'> = { id: 'GATE-SQL-BODY', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a body of code in a migration could not be looked into',
  why: 'Bodies in SQL and PL/pgSQL are read as the migration around them is, to a depth of eight within one another. Of other languages, and of what PostgreSQL itself cannot read, nobody can tell what it does.',
  example: {
    file: 'migrations/0001_init.sql',
    before: 'do $$ begin begni; end $$;',
    after: 'do $$ begin null; end $$;',
  },
};
