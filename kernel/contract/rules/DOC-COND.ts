import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DOC-COND'> = {
  id: 'DOC-COND',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.documents ?? [];
    given.forEach(({ condition }, index) => {
      const path = ['contributions', 'documents', index];
      if (condition !== undefined && isBlank(condition.field)) report([...path, 'condition', 'field'], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'the condition of a document has a blank field',
  why: 'The document is offered by the value of this field.',
  example: {
    at: '/contributions/documents',
    before: [{ key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4', condition: { field: ' ' } }],
    after: [{ key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4', condition: { field: 'status' } }],
  },
};
