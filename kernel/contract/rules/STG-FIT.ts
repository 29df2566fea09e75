import { stageColumnAsText } from '../fixes/particular';
import { columnTypeOf, textFault } from '../../columns/column-type';
import { faultOf } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  first: (fault: { en: string; es: string }): Message =>
    message(
      `${fault.en} Every row begins in it, so none can be created.`,
      `${fault.es} Toda fila empieza en ella, así que no se puede crear ninguna.`,
      'Make the stage column a text with room for it, or shorten the key.',
      'Haga de la columna de etapas un texto con espacio suficiente o acorte la clave.',
    ),
  later: (fault: { en: string; es: string }): Message =>
    message(
      `${fault.en} No row can be moved to it.`,
      `${fault.es} Ninguna fila puede pasar a ella.`,
      'Make the stage column a text with room for it, or shorten the key.',
      'Haga de la columna de etapas un texto con espacio suficiente o acorte la clave.',
    ),
};

export const rule: Rule<'STG-FIT'> = {
  id: 'STG-FIT',
  level: 'warning',
  fix: stageColumnAsText,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const column = columns.get(model.stage_field ?? '');
      const own = columnTypeOf(column?.type ?? '');
      if (column === undefined || own === null) continue;
      const stages = (model.stages ?? []).map(({ key, order = 0 }, at) => ({ key, order, at }));
      const [first] = [...stages].sort((a, b) => a.order - b.order);
      for (const { key, at } of stages) {
        const fault = key === '' ? null : textFault(own, key);
        if (fault === null) continue;
        const text = faultOf(fault, key, column.type, own.kind);
        report(['models', index, 'stages', at, 'key'], at === first?.at ? texts.first(text) : texts.later(text));
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a stage that the stage column cannot hold',
  isOwn: true,
  why: 'The key of the stage is what is stored: a row begins in the first one, and moves write the others.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'varchar(3)' },
    after: { name: 'status', type: 'varchar(40)' },
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'end' }] },
  },
};
