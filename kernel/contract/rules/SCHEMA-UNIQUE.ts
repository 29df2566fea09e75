import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-UNIQUE'> = { id: 'SCHEMA-UNIQUE', level: 'error', fix: removing(true) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'an entry repeated in a list',
  why: 'Saying it twice changes nothing and hides a slip.',
  example: { at: '/compatibility/provides', before: ['crm', 'crm'] },
};
