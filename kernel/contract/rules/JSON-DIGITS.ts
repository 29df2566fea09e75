import { asText } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-DIGITS'> = { id: 'JSON-DIGITS', level: 'warning', fix: asText };

export const page: RulePage = {
  section: 'text',
  meaning: 'a number with more digits than hosts keep',
  why: 'Hosts read numbers as doubles, which hold about fifteen digits; what is stored would be another number than the one that was written.',
  example: { before: '{ "a": 12345678901234567890 }', after: '{ "a": "12345678901234567890" }' },
};
