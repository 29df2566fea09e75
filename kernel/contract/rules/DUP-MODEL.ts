import { rewriting } from '../fixes/rewriting';
import { dropping, anyOf } from '../fixes/dropping';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  duplicateModel: (key: string): Message =>
    message(
      `The model ${quote(key)} exists twice. Hosts do not check this; every reference will mean the first one.`,
      `El modelo ${quote(key)} existe dos veces. Los hosts no lo comprueban; toda referencia significará el primero.`,
    ),
};

/** Hosts look for none of these before the install, which then fails. */
export const rule: Rule<'DUP-MODEL'> = {
  id: 'DUP-MODEL',
  level: 'warning',
  fix: anyOf(
    dropping(1),
    rewriting((key) => `${key}2`),
  ),
  check: ({ models }, report) => {
    eachRepeated(
      models.map(({ model }) => model.key),
      (index, key) => report(['models', index, 'key'], texts.duplicateModel(key)),
    );
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a model key used twice',
  isOwn: true,
  why: 'Every reference means the first of them; the second is never reached.',
  example: { at: '/models/1/key', before: 'Order', after: 'Line' },
};
