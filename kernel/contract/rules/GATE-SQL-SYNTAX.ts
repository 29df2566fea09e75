import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-SYNTAX'> = { id: 'GATE-SQL-SYNTAX', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'PostgreSQL cannot read a migration: its syntax, its encoding, a NUL or a byte order mark in it',
  why: 'The install would stop in the middle of its migrations.',
  example: { file: 'migrations/0001_init.sql', before: 'create table orders (id uuid,,);', after: 'create table orders (id uuid);' },
};
