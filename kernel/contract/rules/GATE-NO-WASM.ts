import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-NO-WASM'> = { id: 'GATE-NO-WASM', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'wasm functions are called, but there is no backend/backend.wasm',
  why: 'Every call would fail. Build the backend, or take the handlers out.',
  example: null,
};
