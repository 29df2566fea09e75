import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-SQL-UNPARSED'> = { id: 'GATE-SQL-UNPARSED', level: 'info' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: "PostgreSQL's parser could not be loaded; migrations were judged by pattern alone",
  why: 'The parser is a large module that is loaded when there are migrations to judge. Where it cannot be loaded (the connection is gone, the host of the page lost a file), the patterns of the publish check are all that is looked for.',
  example: null,
};
