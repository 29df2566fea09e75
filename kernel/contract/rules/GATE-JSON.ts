import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-JSON'> = { id: 'GATE-JSON', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a language file or payload schema is not the JSON that hosts read: its syntax, its encoding',
  why: 'Hosts read the file as JSON and drop it when they cannot, without a word. A byte order mark, which some editors put in front, is enough.',
  example: null,
};
