import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { ActionField } from '../../../schemas';
import { isCoreModel } from '../core-models';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  referencedModel: (model: string): Message =>
    message(
      `${quote(model)} is neither a model of this addon nor one of the host, so its values stay raw ids.`,
      `${quote(model)} no es un modelo de este addon ni del host, así que sus valores quedan como ids.`,
      "Write the key of a model; another addon's model is written as `addon.Model`.",
      'Escriba la clave de un modelo; el modelo de otro addon se escribe como `addon.Model`.',
    ),
};

/** Not checked upstream: the screens of a reference to nothing show raw ids. */
export const rule: Rule<'REF-MODEL'> = {
  id: 'REF-MODEL',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping()),
  check: ({ manifest, models, byKey, ownModel }, report) => {
    const own = `${manifest.metadata.key}.`;
    const look = (ref: string | undefined, path: readonly Step[]): void => {
      if (ref === undefined || isBlank(ref) || ownModel(ref) !== undefined) return;
      // Another addon's model is looked up at install.
      if ((ref.includes('.') && !ref.startsWith(own)) || isCoreModel(ref)) return;
      const name = ref.startsWith(own) ? ref.slice(own.length) : ref;
      report([...path, 'ref'], near(texts.referencedModel(ref), name, byKey.keys()));
    };
    for (const { model, index } of models) {
      model.columns.forEach(({ ref }, at) => look(ref, ['models', index, 'columns', at]));
      (model.extensions ?? []).forEach(({ columns }, at) =>
        columns.forEach(({ ref }, position) => look(ref, ['models', index, 'extensions', at, 'columns', position])),
      );
    }
    const lookAtFields = (fields: readonly ActionField[] | undefined, path: readonly Step[]): void =>
      (fields ?? []).forEach(({ ref, item_fields: inner }, at) => {
        look(ref, [...path, at]);
        lookAtFields(inner, [...path, at, 'item_fields']);
      });
    (manifest.contributions?.actions ?? []).forEach(({ fields, steps }, index) => {
      const path = ['contributions', 'actions', index];
      lookAtFields(fields, [...path, 'fields']);
      (steps ?? []).forEach((step, at) => lookAtFields(step.fields, [...path, 'steps', at, 'fields']));
    });
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a reference to a model that neither the addon nor the host has',
  isOwn: true,
  why: 'Lists and forms find no labels for the values, and show ids.',
  example: { at: '/models/0/columns/5/ref', before: 'Lime', after: 'Line' },
};
