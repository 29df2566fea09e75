import { titles } from '../fixes/titles';
import type { FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** The field's own name in place of one that differs in case. */
const writeField: FixRule = ({ span: { offset, length, text }, last }) => {
  const name = JSON.parse(text) as string;
  if (name === last) return [];
  const changes = [{ do: 'write', offset, length, text: JSON.stringify(last) } as const];
  return [{ id: 'write-field', title: titles.rename(name, last), safe: true, changes }];
};

export const rule: Rule<'V2-CASE'> = { id: 'V2-CASE', level: 'warning', fix: writeField };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a field under a name that differs in case, which hosts read all the same',
  why: 'Hosts take no notice of case, so two members may be one field, and objects and lists among them are read one over the other. Whoever reads the document in another language sees no such field.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', Description: 'Sells things' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', description: 'Sells things' },
  },
};
