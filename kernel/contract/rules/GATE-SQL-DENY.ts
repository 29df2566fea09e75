import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-DENY'> = { id: 'GATE-SQL-DENY', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a migration matches a pattern that the publish check refuses, comments included',
  why: 'The publish check goes by pattern, so comments and texts count as well.',
  example: {
    file: 'migrations/0001_init.sql',
    before: '-- grant nothing to anybody\nselect 1;',
    after: '-- nobody gets anything\nselect 1;',
  },
};
