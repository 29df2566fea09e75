import { mendSyntax } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-SYNTAX'> = { id: 'JSON-SYNTAX', level: 'error', fix: mendSyntax };

export const page: RulePage = {
  section: 'text',
  meaning: 'the text is no JSON',
  why: 'Hosts read the manifest with a strict JSON reader; one slip and nothing of it is read.',
  example: { before: '{ "a": 1', after: '{ "a": 1 }' },
};
