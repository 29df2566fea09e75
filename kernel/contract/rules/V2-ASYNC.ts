import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-ASYNC'> = { id: 'V2-ASYNC', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an async hook that is waited for',
  why: 'A hook that may refuse must be waited for.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { before_create: [{ event: 'before_create', target: { type: 'wasm', function: 'F' }, async: true }] },
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { after_create: [{ event: 'after_create', target: { type: 'wasm', function: 'F' }, async: true }] },
    },
  },
};
