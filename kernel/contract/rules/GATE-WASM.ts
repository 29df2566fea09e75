import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-WASM'> = { id: 'GATE-WASM', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'backend/backend.wasm is no WebAssembly module',
  why: 'Hosts compile the module when the addon is loaded; this one cannot be. A component (wasip2) or a text file is not a core module.',
  example: null,
};
