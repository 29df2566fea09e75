import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-ENUM'> = { id: 'SCHEMA-ENUM', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a value outside the allowed ones',
  why: 'The value chooses one of a few behaviours; any other has none.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'bool' } },
};
