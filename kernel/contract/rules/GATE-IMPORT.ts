import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-IMPORT'> = { id: 'GATE-IMPORT', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'the module imports something that hosts do not offer',
  why: 'A module that imports what nobody offers cannot be instantiated. Hosts offer `metacore_host` and seventeen functions of WASI preview 1; sockets and files are not among them.',
  example: null,
};
