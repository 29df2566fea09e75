import { hostOnly } from '../fixes/declaring';
import { targetFault } from '../capability-target';
import { valueMessages } from '../messages/values';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CAP-NEVER'> = {
  id: 'CAP-NEVER',
  level: 'warning',
  fix: hostOnly,
  check: ({ manifest }, report) => {
    (manifest.capabilities ?? []).forEach(({ kind, target }, index) => {
      const fault = targetFault(kind, target);
      if (fault === null) return;
      if (!('install' in fault)) report(['capabilities', index, 'target'], valueMessages.target(kind, target, fault));
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'target of `http:fetch` that never matches, so that every call is refused',
  why: 'The install takes it, but no call ever matches: every request is refused at run time.',
  example: { at: '/capabilities', before: [{ kind: 'http:fetch', target: 'https://api.example.com/*', reason: 'Rates' }] },
};
