import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-EXPORT'> = { id: 'GATE-EXPORT', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a called function is not exported; a warning where hosts look it up only at run time',
  why: 'Hosts look the function up by name when it is called. For actions, tools, subscriptions and lifecycle hooks the publish check looks too; for schedules, webhooks, formulas and the like only we do.',
  example: null,
};
