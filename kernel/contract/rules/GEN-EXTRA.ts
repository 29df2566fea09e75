import { dropping } from '../fixes/dropping';
import { isBlank } from '../read/context';
import { columnLists } from '../read/generated-columns';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  generatedExtra: (field: string): Message =>
    message(
      `A computed column cannot have \`${field}\`.`,
      `Una columna calculada no puede llevar \`${field}\`.`,
      `Remove \`${field}\`, or \`generated\`.`,
      `Quite \`${field}\`, o \`generated\`.`,
    ),
};

export const rule: Rule<'GEN-EXTRA'> = {
  id: 'GEN-EXTRA',
  level: 'error',
  fix: dropping(0, true),
  check: (context, report) => {
    for (const list of columnLists(context)) {
      for (const { column, path } of list.each) {
        const { generated, not_null, primary_key, default: given } = column;
        if (isBlank(generated)) continue;
        if (given !== undefined && given !== null) report([...path, 'default'], texts.generatedExtra('default'));
        if (not_null === true) report([...path, 'not_null'], texts.generatedExtra('not_null'));
        if (primary_key === true) report([...path, 'primary_key'], texts.generatedExtra('primary_key'));
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a computed column with `default`, `not_null` or `primary_key`',
  why: 'The database computes the value on every write: nobody can give it, so there is no default, and it is null where what it reads is.',
  example: {
    at: '/models/0/columns/4',
    before: { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16', default: 0 },
    after: { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16' },
  },
};
