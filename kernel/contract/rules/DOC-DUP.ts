import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DOC-DUP'> = {
  id: 'DOC-DUP',
  level: 'error',
  fix: renumber,
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.documents ?? [];
    eachRepeated(
      given.map(({ key }) => key),
      (index, key) => report(['contributions', 'documents', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a document key used twice',
  why: 'Documents are printed by key.',
  example: {
    at: '/contributions/documents',
    before: [
      { key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4' },
      { key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4' },
    ],
  },
};
