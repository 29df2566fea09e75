import { removing } from '../fixes/usual';
import { RESERVED_EXTRAS } from '../read/choices';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  extraReserved: (name: string): Message =>
    message(`${quote(name)} is sent with every choice already.`, `${quote(name)} ya se envía con cada opción.`),
};

export const rule: Rule<'XCOL-RESERVED'> = {
  id: 'XCOL-RESERVED',
  level: 'error',
  fix: removing(true),
  check: (context, report) => {
    eachField(context, ({ options }, path) => {
      if (options === undefined || Array.isArray(options)) return;
      const extras = options.extra_columns ?? [];
      const where = [...path, 'options', 'extra_columns'];
      extras.forEach((name, at) => {
        if (RESERVED_EXTRAS.has(name)) report([...where, at], texts.extraReserved(name));
      });
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an extra column that is sent anyway',
  why: 'These travel with every choice already.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', options: { source: 'Line', extra_columns: ['label'] } } },
};
