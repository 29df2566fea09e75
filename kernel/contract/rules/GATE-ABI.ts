import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-ABI'> = { id: 'GATE-ABI', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'the module lacks `memory` or `alloc`',
  why: 'Hosts write what a function gets into memory that `alloc` hands out, and read the answer from the exported `memory`.',
  example: null,
};
