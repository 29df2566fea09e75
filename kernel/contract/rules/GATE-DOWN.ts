import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-DOWN'> = { id: 'GATE-DOWN', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a step back in migrations/, which hosts would run on install',
  why: 'Hosts run every file of `migrations/` in the order of names when they install, so a step back is run right after its step. The publish check looks for denied statements in it, too.',
  example: null,
};
