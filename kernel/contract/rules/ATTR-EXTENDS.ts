import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  classesWithoutExtends: (): Message =>
    message('Attribute classes belong to a model with `extends`.', 'Las clases de atributos son de un modelo con `extends`.'),
};

export const rule: Rule<'ATTR-EXTENDS'> = {
  id: 'ATTR-EXTENDS',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const classes = model.attribute_classes ?? [];
      if (classes.length > 0 && model.extends === undefined) report(['models', index, 'attribute_classes'], texts.classesWithoutExtends());
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'attribute classes on a model that extends nothing',
  why: 'Classes choose which columns of an extension table a record shows.',
  example: { at: '/models/0/attribute_classes', before: [{ key: 'tax', sections: [{ key: 'main', fields: ['total'] }] }], after: [] },
};
