import { dropping } from '../fixes/dropping';
import { isBlank } from '../read/context';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  filled: (name: string): Message =>
    message(
      `${quote(name)} is computed by the database, which refuses every row that something else writes it into.`,
      `${quote(name)} la calcula la base de datos, que rechaza toda fila en la que otra cosa la escriba.`,
      'Fill another column, or remove `generated`.',
      'Llene otra columna o quite `generated`.',
    ),
};

export const rule: Rule<'GEN-FILLED'> = {
  id: 'GEN-FILLED',
  level: 'warning',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const path: readonly Step[] = ['models', index];
      const look = (name: string | undefined, ...place: readonly Step[]): void => {
        if (name !== undefined && !isBlank(columns.get(name)?.generated)) report([...path, ...place], texts.filled(name));
      };
      model.columns.forEach(({ name, sequence }, at) => {
        if (sequence !== undefined) look(name, 'columns', at, 'sequence');
      });
      look(model.stage_field, 'stage_field');
      (model.formulas ?? []).forEach(({ target }, at) => look(target, 'formulas', at, 'target'));
      (model.relations ?? []).forEach(({ rollups = [] }, position) =>
        rollups.forEach(({ target }, at) => look(target, 'relations', position, 'rollups', at, 'target')),
      );
      (model.on_transition ?? []).forEach(({ set = {} }, position) =>
        Object.keys(set).forEach((name) => look(name, 'on_transition', position, 'set', name)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a computed column that a sequence, a formula, a rollup or a stage writes too; each such write would fail',
  isOwn: true,
  why: 'PostgreSQL computes the column itself, and takes no value for it from anybody.',
  example: {
    at: '/models/0/formulas',
    before: [{ target: 'paid', expr: 'total * 2' }],
    after: [{ target: 'customer_total', expr: 'total * 2' }],
    given: {
      '/models/0/columns/4': { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16' },
      '/models/0/columns/5': { name: 'customer_total', type: 'numeric(20,2)' },
    },
  },
};
