import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONV-RANGE'> = { id: 'CONV-RANGE', level: 'warning' };

export const page: RulePage = {
  section: 'v2 to v3',
  meaning: 'the kernel range is widened to let v3 hosts in',
  why: 'A range that ends below 3.0.0 would make the converted addon impossible to install. Try it on a v3 host before publishing.',
  example: null,
};
