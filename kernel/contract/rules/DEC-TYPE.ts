import { setting } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  notText: (found: unknown): Message =>
    message(
      `The schema takes ${quote(found)} here, but the host reads a text and refuses it.`,
      `El esquema admite aquí ${quote(found)}, pero el host lee un texto y lo rechaza.`,
      'Write a text such as "720px".',
      'Escriba un texto como "720px".',
    ),
};

/** The schema takes a number too, but the host decodes a text. */
export const rule: Rule<'DEC-TYPE'> = {
  id: 'DEC-TYPE',
  level: 'error',
  fix: (target) => (typeof target.value === 'number' ? setting(`${String(target.value)}px`)(target) : []),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach(({ modal_width: width }, index) => {
      if (typeof width === 'number') report(['contributions', 'actions', index, 'modal_width'], texts.notText(width));
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
