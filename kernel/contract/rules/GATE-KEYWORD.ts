import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-KEYWORD'> = { id: 'GATE-KEYWORD', level: 'info' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a keyword of a payload schema that is not looked at when the event is emitted',
  isOwn: true,
  why: 'What an event carries is checked against its schema before it leaves. The schema is interpreted, with numbers to the last digit and patterns that cannot run away; what is not interpreted should not be relied on.',
  example: null,
};
