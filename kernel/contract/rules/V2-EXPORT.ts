import { titles } from '../fixes/titles';
import { insert, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** v2: a function that is called must be listed. */
const addExport: FixRule = ({ value }) =>
  typeof value === 'string' && value !== ''
    ? [{ id: 'add-export', title: titles.addExport(value), safe: false, changes: insert(['backend', 'exports'], value) }]
    : [];

export const rule: Rule<'V2-EXPORT'> = { id: 'V2-EXPORT', level: 'error', fix: addExport };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an action or hook calls a function that `backend.exports` does not list, or no name of one',
  why: 'Hosts call only functions that are listed.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Pay'] },
      actions: { orders: [{ key: 'pay', confirm: true, trigger: { type: 'wasm', export: 'Pya' } }] },
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Pay'] },
      actions: { orders: [{ key: 'pay', confirm: true, trigger: { type: 'wasm', export: 'Pay' } }] },
    },
  },
};
