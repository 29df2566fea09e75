import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-DEPTH'> = { id: 'JSON-DEPTH', level: 'error' };

export const page: RulePage = {
  section: 'text',
  meaning: 'nested deeper than 512 levels',
  why: 'Deep nesting exhausts the stack of readers; no block of the contract needs more than a dozen levels.',
  example: null,
};
