import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { RESERVED_EXTRAS } from '../read/choices';
import { HOST_COLUMNS } from '../read/context';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XCOL-COL'> = {
  id: 'XCOL-COL',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    eachField(context, ({ options }, path) => {
      if (options === undefined || Array.isArray(options)) return;
      const extras = options.extra_columns ?? [];
      const where = [...path, 'options', 'extra_columns'];
      const columns = context.byKey.get(options.source ?? '')?.columns;
      extras.forEach((name, at) => {
        if (!RESERVED_EXTRAS.has(name) && columns !== undefined && !columns.has(name) && (name === 'id' || !HOST_COLUMNS.has(name))) {
          report([...where, at], commonMessages.noColumn(name, options.source ?? '', columns.keys()));
        }
      });
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an extra column the own source does not have',
  why: 'The source has no such column.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', options: { source: 'Line', extra_columns: ['amout'] } } },
};
