import { setting } from '../fixes/usual';
import { columnTypeOf, textFault } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { folio, isFolioFormat } from '../../expressions/small';
import { faultOf } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  fit: (fault: { en: string; es: string }): Message =>
    message(
      `${fault.en} Every row that the sequence fills is refused.`,
      `${fault.es} Se rechaza toda fila que llene la secuencia.`,
      'Make the column a text with room for it.',
      'Haga de la columna un texto con espacio suficiente.',
    ),
};

export const rule: Rule<'SEQ-FIT'> = {
  id: 'SEQ-FIT',
  level: 'warning',
  fix: setting('text'),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const formats = new Map((model.sequences ?? []).map(({ key, format }) => [key, format]));
      model.columns.forEach(({ sequence, type }, at) => {
        const format = sequence === undefined ? undefined : formats.get(sequence);
        const own = columnTypeOf(type);
        if (format === undefined || own === null || !isFolioFormat(format)) return;
        const first = folio(format, 1);
        // A number is written without the zeros in front of it.
        const fault = KINDS[own.kind].literal(first) === null ? 'type' : textFault(own, first);
        if (fault !== null) report(['models', index, 'columns', at, 'type'], texts.fit(faultOf(fault, first, type, own.kind)));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a column that cannot hold the numbers of its sequence',
  isOwn: true,
  why: 'The host writes the text of the sequence (`A-000001`) into every new row that brings no value of its own.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'date', sequence: 'folio' },
    after: { name: 'status', type: 'text', sequence: 'folio' },
    given: { '/models/0/sequences': [{ key: 'folio', format: 'A-{seq:06}' }] },
  },
};
