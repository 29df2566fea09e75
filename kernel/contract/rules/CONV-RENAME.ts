import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-RENAME'> = { id: 'CONV-RENAME', level: 'info' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'a name is written the way v3 wants it, wherever it occurs',
  why: 'v3 wants model names in PascalCase. Every mention in the manifest follows; code that names the model must be changed by hand.',
  example: null,
};
