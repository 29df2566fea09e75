import { stageColumnAsText } from '../fixes/particular';
import { columnTypeOf, textFault } from '../../columns/column-type';
import { matchesRegex } from '../../expressions/regex';
import { faultOf } from '../messages/install';
import { pointsAtMadeUp } from '../read/pointing';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

/** Why a column takes no stage, as a sentence. */
interface Fault {
  en: string;
  es: string;
}

const pointing = (key: string, to: string): Fault => ({
  en: `${quote(key)} is the id of no row of ${quote(to)}, which the column points at.`,
  es: `${quote(key)} no es el id de ninguna fila de ${quote(to)}, a la que apunta la columna.`,
});
const unlike = (key: string, regex: string): Fault => ({
  en: `${quote(key)} does not match ${quote(regex)}, which the column asks for.`,
  es: `${quote(key)} no cumple ${quote(regex)}, que la columna pide.`,
});

const texts = {
  first: (fault: Fault): Message =>
    message(
      `${fault.en} Every row begins in it, so none can be created.`,
      `${fault.es} Toda fila empieza en ella, así que no se puede crear ninguna.`,
      'Make the stage column a text with room for it that takes any text, or choose another key.',
      'Haga de la columna de etapas un texto con espacio suficiente que admita cualquier texto, o elija otra clave.',
    ),
  later: (fault: Fault): Message =>
    message(
      `${fault.en} No row can be moved to it.`,
      `${fault.es} Ninguna fila puede pasar a ella.`,
      'Make the stage column a text with room for it that takes any text, or choose another key.',
      'Haga de la columna de etapas un texto con espacio suficiente que admita cualquier texto, o elija otra clave.',
    ),
};

export const rule: Rule<'STG-FIT'> = {
  id: 'STG-FIT',
  level: 'warning',
  fix: stageColumnAsText,
  check: (context, report) => {
    for (const { model, index, columns } of context.models) {
      const column = columns.get(model.stage_field ?? '');
      const own = columnTypeOf(column?.type ?? '');
      if (column === undefined || own === null) continue;
      const to = pointsAtMadeUp(context, model, column.name);
      const regex = column.validation?.regex;
      const faultOfStage = (key: string): Fault | null => {
        const fault = textFault(own, key);
        if (fault !== null) return faultOf(fault, key, column.type, own.kind);
        if (to !== null) return pointing(key, to);
        return regex === undefined || matchesRegex(regex, key) ? null : unlike(key, regex);
      };
      const stages = (model.stages ?? []).map(({ key, order = 0 }, at) => ({ key, order, at }));
      const [first] = [...stages].sort((a, b) => a.order - b.order);
      for (const { key, at } of stages) {
        const fault = key === '' ? null : faultOfStage(key);
        if (fault !== null) report(['models', index, 'stages', at, 'key'], at === first?.at ? texts.first(fault) : texts.later(fault));
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
