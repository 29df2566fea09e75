import { isFolioFormat } from '../../expressions/small';
import { type FixRule, set } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  folio: (format: string): Message =>
    message(`${quote(format)} must hold exactly one {seq} or {seq:06}.`, `${quote(format)} debe llevar exactamente un {seq} o {seq:06}.`),
};

/** `{seq:6}` lacks its zero; a text without a mark gets one at its end. */
const folioMark: FixRule = ({ path, value }) => {
  if (typeof value !== 'string') return [];
  const padded = value.replaceAll(/\{seq:(\d+)\}/g, (_, width: string) => `{seq:0${width.replace(/^0+/, '') || '6'}}`);
  const first = padded.search(/\{seq(?::\d+)?\}/);
  const fixed = first < 0 ? `${value}{seq:06}` : padded.slice(0, first + 1) + padded.slice(first + 1).replaceAll(/\{seq(?::\d+)?\}/g, '');
  return [{ id: 'write', title: titles.write(fixed), safe: false, changes: set(path, fixed) }];
};

export const rule: Rule<'SEQ-FORMAT'> = {
  id: 'SEQ-FORMAT',
  level: 'error',
  fix: folioMark,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.sequences ?? [];
      given.forEach(({ format }, at) => {
        if (!isFolioFormat(format)) report(['models', index, 'sequences', at, 'format'], texts.folio(format));
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
