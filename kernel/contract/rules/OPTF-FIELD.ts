import { dropping } from '../fixes/dropping';
import type { OptionFilterRule } from '../../../schemas';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'OPTF-FIELD'> = {
  id: 'OPTF-FIELD',
  level: 'error',
  fix: dropping(1),
  check: (context, report) => {
    eachField(context, ({ option_filter: filter }, path) => {
      if (filter === undefined) return;
      const rules: readonly OptionFilterRule[] = Array.isArray(filter) ? filter : [filter];
      rules.forEach(({ field }, at) => {
        if (isBlank(field)) report([...path, 'option_filter', ...(Array.isArray(filter) ? [at] : []), 'field'], commonMessages.blank());
      });
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an option filter with a blank field',
  why: 'The filter compares a property of the choice.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', option_filter: { field: ' ', equals: 1 } },
    after: { name: 'status', type: 'text', option_filter: { field: 'active', equals: true } },
  },
};
