import { schemaMessages } from '../messages/schema';
import type { Rule, RulePage } from '../rule';

/** The schema takes a number too, but the host decodes a text. */
export const rule: Rule<'DEC-TYPE'> = {
  id: 'DEC-TYPE',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach(({ modal_width: width }, index) => {
      if (typeof width === 'number') report(['contributions', 'actions', index, 'modal_width'], schemaMessages.notText(width));
    });
  },
};

export const page: RulePage = {
  section: 'shape',
  meaning: 'a number that the schema takes and the host reads as text (`modal_width`)',
  why: 'The schema takes a number here, the host’s own type only a text.',
  example: {
    at: '/contributions/actions',
    before: [{ key: 'send', target_model: 'Order', modal_width: 720, handler: { type: 'webhook', url: 'https://shop.example/send' } }],
  },
};
