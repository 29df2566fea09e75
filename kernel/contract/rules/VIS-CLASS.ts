import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  classUnknown: (name: string): Message =>
    message(`${quote(name)} is no attribute class of this manifest.`, `${quote(name)} no es una clase de atributos de este manifiesto.`),
};

export const rule: Rule<'VIS-CLASS'> = {
  id: 'VIS-CLASS',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    const classes = new Set(models.flatMap(({ model }) => (model.attribute_classes ?? []).map(({ key }) => key)));
    for (const { model, index } of models) {
      model.columns.forEach(({ visible_when: when }, at) => {
        if (when?.class === undefined) return;
        const path = ['models', index, 'columns', at, 'visible_when'];
        if (!classes.has(when.class)) report([...path, 'class'], near(texts.classUnknown(when.class), when.class, classes));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`visible_when.class` is no attribute class of the manifest',
  why: 'The field would never be shown.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', visible_when: { class: 'vip' } },
    after: { name: 'status', type: 'text', visible_when: { field: 'token', equals: 'vip' } },
  },
};
