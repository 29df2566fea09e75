import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-SCHEMA'> = { id: 'GATE-SQL-SCHEMA', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: "a migration touches a schema that is neither the addon's own nor public",
  why: 'Each addon has a schema of its own; what lies in another one is not removed with it.',
  example: { file: 'migrations/0001_init.sql', before: 'create schema crm;', after: 'create table orders (id uuid);' },
};
