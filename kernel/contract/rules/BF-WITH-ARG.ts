import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  withArg: (name: string): Message =>
    message(`${quote(name)} is the field the value travels in.`, `${quote(name)} es el campo en el que viaja el valor.`),
};

export const rule: Rule<'BF-WITH-ARG'> = {
  id: 'BF-WITH-ARG',
  level: 'error',
  fix: removing(false),
  check: ({ manifest }, report) => {
    (manifest.backfills ?? []).forEach(({ arg = 'id', with: constants = {} }, index) => {
      const path = ['backfills', index, 'with'];
      if (Object.hasOwn(constants, arg)) report([...path, arg], texts.withArg(arg));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a constant in the field the value travels in',
  why: 'The constant would overwrite the value that is swept.',
  example: { at: '/backfills', before: [{ key: 'fill', source: { table: 'orders', distinct: 'id' }, do: 'wasm:Fill', with: { id: 1 } }] },
};
