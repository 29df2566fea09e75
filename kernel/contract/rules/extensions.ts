/** Extension tables, their attribute classes, and search keys. */
import { readPlaceholders } from '../../expressions/small';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import { eachRepeated, type Rule } from './context';

export const extensionTargets: Rule = ({ manifest, models, byKey, error }) => {
  const open = new Set(manifest.extension_points?.model_extensions_accepted ?? []);
  for (const { model, index } of models) {
    if (model.extends === undefined) continue;
    const path = ['models', index, 'extends'];
    const [addon, target = ''] = model.extends.split('.');
    // The models of other addons are looked up at install.
    if (addon !== manifest.metadata.key) continue;
    const extended = byKey.get(target);
    if (target === model.key) error('EXT-SELF', path, modelMessages.extensionSelf());
    else if (extended === undefined) error('EXT-UNKNOWN', path, commonMessages.noModel(target, byKey.keys()));
    else if (extended.model.extends !== undefined) error('EXT-CHAIN', path, modelMessages.extensionChain(target));
    else if (!open.has(target)) error('EXT-NOTOPEN', path, modelMessages.extensionNotOpen(target));
  }
};

const LIFE_FIELDS = [
  'extensions',
  'relations',
  'seed',
  'sequences',
  'stage_field',
  'stages',
  'transitions',
  'on_transition',
  'locking',
] as const;

export const extensionTables: Rule = ({ models, tenancyColumn, error }) => {
  for (const { model, index } of models) {
    if (model.extends === undefined) continue;
    model.columns.forEach(({ name, primary_key }, at) => {
      if (name === 'id' || name === tenancyColumn || primary_key === true)
        error('EXT-COLUMN', ['models', index, 'columns', at], modelMessages.extensionColumn(name));
    });
    const lively = LIFE_FIELDS.filter((field) =>
      Array.isArray(model[field]) ? model[field].length > 0 : model[field] !== undefined && model[field] !== '',
    );
    if (lively.length > 0) error('EXT-LIFE', ['models', index, 'extends'], modelMessages.extensionLife(lively));
  }
};

export const searchKeys: Rule = ({ models, error }) => {
  for (const { model, index, columns } of models) {
    const given = model.search_keys ?? [];
    eachRepeated(
      given.map(({ name }) => name),
      (at, name) => error('SKEY-DUP', ['models', index, 'search_keys', at, 'name'], commonMessages.repeated(name)),
    );
    given.forEach(({ name, format }, at) => {
      const path = ['models', index, 'search_keys', at];
      if (columns.has(name)) error('SKEY-CLASH', [...path, 'name'], modelMessages.searchKeyClash(name));
      const { names, stray } = readPlaceholders(format);
      const where = [...path, 'format'];
      if (stray) error('SKEY-BRACE', where, modelMessages.searchKeyBrace(format));
      else if (names.length === 0) error('SKEY-NOPH', where, modelMessages.searchKeyMark(format));
      const unknown = names.find((column) => !columns.has(column));
      if (unknown !== undefined) error('SKEY-COL', where, commonMessages.noColumn(unknown, model.key, columns.keys()));
      const unfit = names.find((column) => /^(?:json|jsonb|vector)/.test(columns.get(column)?.type ?? ''));
      if (unfit !== undefined) error('SKEY-TYPE', where, modelMessages.searchKeyType(unfit, columns.get(unfit)?.type ?? ''));
    });
  }
};

export const attributeClasses: Rule = ({ models, error }) => {
  const seen = new Set<string>();
  for (const { model, index, columns } of models) {
    const classes = model.attribute_classes ?? [];
    if (classes.length > 0 && model.extends === undefined)
      error('ATTR-EXTENDS', ['models', index, 'attribute_classes'], modelMessages.classesWithoutExtends());
    classes.forEach(({ key, sections }, at) => {
      const path = ['models', index, 'attribute_classes', at];
      if (seen.has(key)) error('ATTR-DUP', [...path, 'key'], commonMessages.repeated(key));
      seen.add(key);
      eachRepeated(
        sections.map((section) => section.key),
        (which, name) => error('ATTR-SEC-DUP', [...path, 'sections', which, 'key'], commonMessages.repeated(name)),
      );
      sections.forEach(({ fields }, which) => {
        fields.forEach((name, position) => {
          if (!columns.has(name))
            error('ATTR-FIELD', [...path, 'sections', which, 'fields', position], commonMessages.noColumn(name, model.key, columns.keys()));
        });
      });
    });
  }
};
