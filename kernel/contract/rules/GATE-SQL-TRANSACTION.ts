import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-TRANSACTION'> = { id: 'GATE-SQL-TRANSACTION', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a migration begins or ends a transaction',
  why: 'Hosts run a migration in a transaction of their own, which a COMMIT would end half-way: what fails behind it is not taken back.',
  example: {
    file: 'migrations/0001_init.sql',
    before: 'begin; create index on orders (status); commit;',
    after: 'create index on orders (status);',
  },
};
