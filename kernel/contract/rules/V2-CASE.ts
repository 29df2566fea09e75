import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-CASE'> = { id: 'V2-CASE', level: 'warning' };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a field under a name that differs in case, which hosts read all the same',
  why: 'Hosts take no notice of case, so two members may be one field. Whoever reads the document in another language sees no such field.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', Description: 'Sells things' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', description: 'Sells things' },
  },
};
