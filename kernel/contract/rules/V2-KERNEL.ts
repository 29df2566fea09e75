import { widenRange } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-KERNEL'> = { id: 'V2-KERNEL', level: 'error', fix: widenRange };

export const page: RulePage = {
  section: 'flat v2',
  meaning: '`kernel` is no range, or shuts out the host (taken as 2.0.0)',
  why: 'A host outside the range refuses the install.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', kernel: '>=5.0.0' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', kernel: '>=2.0.0 <4.0.0' },
  },
};
