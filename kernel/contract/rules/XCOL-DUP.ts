import { removing } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XCOL-DUP'> = {
  id: 'XCOL-DUP',
  level: 'error',
  fix: removing(true),
  check: (context, report) => {
    eachField(context, ({ options }, path) => {
      if (options === undefined || Array.isArray(options)) return;
      const extras = options.extra_columns ?? [];
      const where = [...path, 'options', 'extra_columns'];
      eachRepeated(extras, (at, name) => report([...where, at], commonMessages.repeated(name)));
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an extra column named twice',
  why: 'Each column is sent once.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', options: { source: 'Line', extra_columns: ['amount', 'amount'] } },
  },
};
