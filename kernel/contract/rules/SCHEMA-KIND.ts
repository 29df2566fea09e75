import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-KIND'> = { id: 'SCHEMA-KIND', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a block that this kind of document may not carry',
  why: 'Each kind of document has its own blocks: an addon has models, a preset has members, a theme has tokens.',
  example: { at: '/preset', before: { addons: [{ key: 'crm', version: '^1' }] } },
};
