import { readRule } from '../../expressions/guard';
import { ansi, bare, respelling } from '../fixes/respelling';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  comparison: (text: string): Message =>
    message(
      `${quote(text)} is not one comparison of arithmetic.`,
      `${quote(text)} no es una sola comparación de aritmética.`,
      'Write for example amount_paid != total.',
      'Escriba por ejemplo amount_paid != total.',
    ),
};

const doubled = (text: string): string => text.replaceAll(/(?<![<>=!])=(?!=)/g, '==');

export const rule: Rule<'RULE-WHEN'> = {
  id: 'RULE-WHEN',
  level: 'error',
  fix: respelling([ansi, doubled, bare]),
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ when }, index) => {
      const path = ['contributions', 'rules', index];
      const reading = readRule(when);
      if (!reading.ok) report([...path, 'when'], texts.comparison(when));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: '`when` is not exactly one comparison',
  why: 'The condition is exactly one comparison, written with `==` for equality.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Order', when: 'paid = total', then: { kind: 'flag', message: 'Not paid' } }],
  },
};
