import { titles } from '../fixes/titles';
import { set, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** v2: targets as hosts name them. */
const hostTarget: FixRule = ({ path, value }) => {
  const name = value === 'wasm_call' ? 'wasm' : 'prompt';
  return [{ id: 'write', title: titles.write(name), safe: true, changes: set(path, name) }];
};

export const rule: Rule<'V2-TARGET'> = { id: 'V2-TARGET', level: 'warning', fix: hostTarget };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a target type of the public reference that hosts name differently',
  why: 'The public reference uses other names than the hosts.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { install: [{ event: 'install', target: { type: 'wasm_call', function: 'F' } }] },
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      lifecycle_hooks: { install: [{ event: 'install', target: { type: 'wasm', function: 'F' } }] },
    },
  },
};
