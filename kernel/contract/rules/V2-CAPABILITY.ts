import { anyOf, dropping } from '../fixes/dropping';
import { hostOnly } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-CAPABILITY'> = { id: 'V2-CAPABILITY', level: 'error', fix: anyOf(hostOnly, dropping(1)) };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a target that the install refuses; a warning where it never matches',
  why: 'A grant must say what it covers.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', capabilities: [{ kind: 'http:fetch', target: '*.com' }] },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', capabilities: [{ kind: 'http:fetch', target: 'api.example.com' }] },
  },
};
