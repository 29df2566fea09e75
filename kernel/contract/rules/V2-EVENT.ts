import { anyOf, dropping } from '../fixes/dropping';
import { titles } from '../fixes/titles';
import { set, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** v2: a hook stands under the event it names. */
const eventOfKey: FixRule = ({ path }) => {
  const [, key = ''] = path;
  return path.length < 4 ? [] : [{ id: 'write', title: titles.write(key), safe: false, changes: set(path, key) }];
};

export const rule: Rule<'V2-EVENT'> = { id: 'V2-EVENT', level: 'error', fix: anyOf(eventOfKey, dropping()) };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an unknown lifecycle event, or a hook that names another one; a warning where hooks are keyed by model',
  why: 'The hook would never run.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { on_boot: [{ event: 'on_boot', target: { type: 'wasm', function: 'F' } }] },
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { install: [{ event: 'install', target: { type: 'wasm', function: 'F' } }] },
    },
  },
};
