import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-LIST'> = { id: 'V2-LIST', level: 'warning', fix: dropping() };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an icon type, a category or a normalizer of a tool that is in no list',
  why: 'Hosts pass over a word they do not know.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', icon_type: 'lucid' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', icon_type: 'lucide' },
  },
};
