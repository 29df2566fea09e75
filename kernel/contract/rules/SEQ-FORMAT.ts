import { isFolioFormat } from '../../expressions/small';
import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SEQ-FORMAT'> = {
  id: 'SEQ-FORMAT',
  level: 'error',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.sequences ?? [];
      given.forEach(({ format }, at) => {
        if (!isFolioFormat(format)) report(['models', index, 'sequences', at, 'format'], modelMessages.folio(format));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'format does not hold exactly one `{seq}` or `{seq:06}`',
  why: 'The number must go somewhere, once: otherwise every record gets the same text.',
  example: { at: '/models/0/sequences', before: [{ key: 'folio', format: 'A-{seq:6}' }] },
};
