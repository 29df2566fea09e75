import { widenRange } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-KERNEL-3'> = { id: 'V2-KERNEL-3', level: 'warning', fix: widenRange };

export const page: RulePage = {
  section: 'flat v2',
  meaning: '`kernel` shuts out hosts of version 3',
  why: 'Nearly every host of today advertises 3.0.0 and refuses this document.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', kernel: '>=2.0.0 <3.0.0' },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', kernel: '>=2.0.0 <4.0.0' },
  },
};
