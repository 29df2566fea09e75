import { asText } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-NUMBER'> = { id: 'JSON-NUMBER', level: 'error', fix: asText };

export const page: RulePage = {
  section: 'text',
  meaning: 'a number too large to be stored',
  why: 'The number has no finite value, so it cannot be stored or compared.',
  example: { before: '{ "a": 1e400 }', after: '{ "a": 1e30 }' },
};
