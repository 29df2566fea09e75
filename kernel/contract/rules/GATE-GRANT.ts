import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-GRANT'> = { id: 'GATE-GRANT', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'the module imports what a capability is needed for, and none is declared; a warning where only the call fails',
  why: 'What a module can reach must be on the consent screen. The publish scan refuses `http_request` without `http:fetch` and `connector_get` without `connector:read`; for the other pairs the call is refused at run time.',
  example: null,
};
