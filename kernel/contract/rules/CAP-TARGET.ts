import { dropping } from '../fixes/dropping';
import { connectorTarget, type TargetFault, targetFault } from '../capability-target';
import { valueMessages } from '../messages/values';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CAP-TARGET'> = {
  id: 'CAP-TARGET',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    const declared = new Set(
      (manifest.connectors ?? []).flatMap(({ key, credentials = [] }) => credentials.map((credential) => `${key}.${credential.key}`)),
    );
    const undeclared = (kind: string, target: string): TargetFault => {
      const named = kind === 'http:fetch' ? connectorTarget(target) : null;
      return named === null || declared.has(`${named.connector}.${named.credential}`) ? null : { install: 'connector-credential' };
    };
    (manifest.capabilities ?? []).forEach(({ kind, target }, index) => {
      const fault = targetFault(kind, target) ?? undeclared(kind, target);
      if (fault === null) return;
      if ('install' in fault) report(['capabilities', index, 'target'], valueMessages.target(kind, target, fault));
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'target of a capability that the install refuses: any host, any table, blank, a credential that no connector declares',
  why: 'A grant must say what it covers: “everything” is what the consent screen exists to prevent.',
  example: {
    at: '/capabilities',
    before: [{ kind: 'db:read', target: '*', reason: 'Reports' }],
    after: [{ kind: 'db:read', target: 'crm.customers', reason: 'Reports' }],
  },
};
