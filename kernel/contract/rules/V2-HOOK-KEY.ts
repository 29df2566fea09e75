import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-HOOK-KEY'> = { id: 'V2-HOOK-KEY', level: 'error', fix: dropping() };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a key of `hooks` whose part after `::` is no export of the module; a warning in `backend.hooks`',
  why: 'With a module, the part of a key after `::` is the export that is called.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Pay'] },
      hooks: { 'orders::Pya': 'x' },
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Pay'] },
      hooks: { 'orders::Pay': 'x' },
    },
  },
};
