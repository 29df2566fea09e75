import { dropping } from '../fixes/dropping';
import { isBlank } from '../read/context';
import { columnLists, readGenerated } from '../read/generated-columns';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GEN-TYPE'> = {
  id: 'GEN-TYPE',
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
          if (of === 'type') report(at, message);
        }
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`generated` of, or over, a column that is no number',
  why: 'Arithmetic over texts, days or JSON is refused by PostgreSQL when the table is made.',
  example: {
    at: '/models/0/columns/4',
    before: { name: 'paid', type: 'numeric(12,2)', generated: 'status + 1' },
    after: { name: 'paid', type: 'numeric(12,2)', generated: 'total + 1' },
  },
};
