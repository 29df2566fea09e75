import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-TYPE'> = { id: 'SCHEMA-TYPE', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a value of the wrong type',
  why: 'The host decodes into typed fields and refuses another type.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', not_null: 'true' } },
};
