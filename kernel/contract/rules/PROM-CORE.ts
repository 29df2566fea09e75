import { dropping } from '../fixes/dropping';
import { CORE_TABLES } from '../core-models';
import { promised } from '../messages/gates';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  coreWrite: (table: string): Message =>
    promised(
      `Writing to the core table ${quote(table)} passes review only in the categories finance and operations.`,
      `Escribir en la tabla central ${quote(table)} pasa la revisión solo en las categorías finance y operations.`,
    ),
};

const CORE_WRITERS = new Set(['finance', 'operations']);

export const rule: Rule<'PROM-CORE'> = {
  id: 'PROM-CORE',
  level: 'warning',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    if (CORE_WRITERS.has(manifest.metadata.category ?? '')) return;
    (manifest.capabilities ?? []).forEach(({ kind, target }, index) => {
      const table = target.replace(/^public\./, '');
      if (kind === 'db:write' && (CORE_TABLES.has(table) || table.startsWith('billing_')))
        report(['capabilities', index, 'target'], texts.coreWrite(target));
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'write access to a core table outside the categories finance and operations',
  why: 'Users, roles and invoices belong to the platform. Review lets only finance and operations addons write there.',
  example: {
    at: '/capabilities',
    before: [{ kind: 'db:write', target: 'users', reason: 'Sync' }],
    after: [{ kind: 'db:read', target: 'users', reason: 'Show names' }],
  },
};
