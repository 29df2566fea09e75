import { dropping } from '../fixes/dropping';
import { isBlank } from '../read/context';
import { columnLists, readGenerated } from '../read/generated-columns';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GEN-EXPR'> = {
  id: 'GEN-EXPR',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    for (const list of columnLists(context)) {
      for (const { column, path } of list.each) {
        const { generated } = column;
        if (isBlank(generated)) continue;
        const at = [...path, 'generated'];
        const { faults } = readGenerated(list, column);
        for (const { of, message } of faults) {
          if (of === 'form') report(at, message);
        }
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`generated`: no arithmetic, too long, an unknown column, or one that is computed itself',
  why: 'The expression becomes part of the table, so hosts take sums and products of stored columns and numbers and nothing else. A computed column may not read another one, nor itself.',
  example: {
    at: '/models/0/columns/4',
    before: { name: 'paid', type: 'numeric(12,2)', generated: 'coalesce(total, 0)' },
    after: { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16' },
  },
};
