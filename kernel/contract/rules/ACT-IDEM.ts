import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ACT-IDEM'> = {
  id: 'ACT-IDEM',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      if (action.idempotency !== undefined && isBlank(action.idempotency.key_field))
        report([...path, 'idempotency', 'key_field'], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a blank idempotency key',
  why: 'Repeated calls are recognised by this field.',
  example: { at: '/contributions/actions/0/idempotency', before: { key_field: ' ' }, after: { key_field: 'order_no' } },
};
