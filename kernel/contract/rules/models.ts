/** Models as tables: duplicates, indexes, foreign keys, relations, seeds, sequences, reasons. */
import type { ActionField, ManifestV3 } from '../../../schemas';
import { isCoreModel } from '../core-models';
import { readIndexWhere } from '../../expressions/index-predicate';
import { isFolioFormat } from '../../expressions/small';
import { commonMessages } from '../messages/common';
import { installMessages } from '../messages/install';
import { modelMessages } from '../messages/models';
import type { Step } from '../pointer';
import { eachRepeated, isBlank, type Rule } from './context';
import { near } from '../suggest';

/** Longest names the legacy plane takes. */
const MAX_COLUMN_NAME = 63;
const MAX_TABLE_NAME = 63;

/** Hosts look for none of these before the install, which then fails. */
export const duplicates: Rule = ({ models, warning }) => {
  eachRepeated(
    models.map(({ model }) => model.key),
    (index, key) => warning('DUP-MODEL', ['models', index, 'key'], modelMessages.duplicateModel(key)),
  );
  eachRepeated(
    models.map(({ model }) => model.table),
    (index, table) => warning('DUP-TABLE', ['models', index, 'table'], modelMessages.duplicateTable(table)),
  );
  const indexes = new Set<string>();
  for (const { model, index } of models) {
    eachRepeated(
      model.columns.map(({ name }) => name),
      (at, name) => warning('DUP-COLUMN', ['models', index, 'columns', at, 'name'], modelMessages.duplicateColumn(name)),
    );
    (model.indices ?? []).forEach(({ name }, at) => {
      if (indexes.has(name)) warning('DUP-INDEX', ['models', index, 'indices', at, 'name'], modelMessages.duplicateIndex(name));
      indexes.add(name);
    });
  }
};

export const nameLengths: Rule = ({ models, warning }) => {
  for (const { model, index } of models) {
    if (model.table.length > MAX_TABLE_NAME) warning('NAME-LENGTH', ['models', index, 'table'], installMessages.nameTooLong(model.table));
    model.columns.forEach(({ name }, at) => {
      if (name.length > MAX_COLUMN_NAME)
        warning('NAME-LENGTH', ['models', index, 'columns', at, 'name'], installMessages.nameTooLong(name));
    });
  }
};

export const indexes: Rule = ({ models, tableColumns, error, warning }) => {
  for (const { model, index, columns } of models) {
    const stored = tableColumns(model);
    (model.indices ?? []).forEach(({ columns: covered, where, method }, at) => {
      const path = ['models', index, 'indices', at];
      const isPartial = where !== undefined && where !== '';
      covered.forEach((name, position) => {
        if (columns.has(name)) return;
        if (isPartial) error('IDX-COL', [...path, 'columns', position], commonMessages.noColumn(name, model.key, columns.keys()));
        else if (!stored.has(name))
          warning('IDX-COL', [...path, 'columns', position], near(modelMessages.indexColumn(name, model.key), name, columns.keys()));
      });
      if (!isPartial) return;
      if (method !== undefined && method !== 'btree') error('IDX-METHOD', [...path, 'where'], modelMessages.indexMethod(method));
      const named = readIndexWhere(where);
      if (named === null) error('IDX-WHERE', [...path, 'where'], modelMessages.indexWhere(where));
      const unknown = named?.map(({ column }) => column).find((name) => !columns.has(name));
      if (unknown !== undefined) error('IDX-WHERE', [...path, 'where'], commonMessages.noColumn(unknown, model.key, columns.keys()));
    });
  }
};

export const foreignKeys: Rule = ({ manifest, models, byKey, tableColumns, warning }) => {
  for (const { model, index, columns } of models) {
    (model.foreign_keys ?? []).forEach((key, at) => {
      const path = ['models', index, 'foreign_keys', at];
      key.columns.forEach((name, position) => {
        if (!columns.has(name))
          warning('FK-COLUMN', [...path, 'columns', position], commonMessages.noColumn(name, model.key, columns.keys()));
      });
      if (key.columns.length !== key.references.columns.length) {
        warning(
          'FK-COUNT',
          [...path, 'references', 'columns'],
          modelMessages.foreignKeyCount(key.columns.length, key.references.columns.length),
        );
      }
      const own = key.references.model.startsWith(`${manifest.metadata.key}.`)
        ? key.references.model.slice(manifest.metadata.key.length + 1)
        : key.references.model;
      // Another addon's model is resolved at install.
      if (own.includes('.')) return;
      const target = byKey.get(own);
      if (target === undefined)
        warning('FK-MODEL', [...path, 'references', 'model'], near(modelMessages.foreignKeyModel(key.references.model), own, byKey.keys()));
      else
        key.references.columns.forEach((name, position) => {
          if (!tableColumns(target.model).has(name))
            warning('FK-COLUMN', [...path, 'references', 'columns', position], commonMessages.noColumn(name, own, target.columns.keys()));
        });
    });
  }
};

/** Not checked upstream: the screens of a reference to nothing show raw ids. */
export const references: Rule = ({ manifest, models, byKey, ownModel, warning }) => {
  const own = `${manifest.metadata.key}.`;
  const look = (ref: string | undefined, path: readonly Step[]): void => {
    if (ref === undefined || isBlank(ref) || ownModel(ref) !== undefined) return;
    // Another addon's model is looked up at install.
    if ((ref.includes('.') && !ref.startsWith(own)) || isCoreModel(ref)) return;
    const name = ref.startsWith(own) ? ref.slice(own.length) : ref;
    warning('REF-MODEL', [...path, 'ref'], near(modelMessages.referencedModel(ref), name, byKey.keys()));
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
};

export const relations: Rule = ({ models, byKey, error, warning }) => {
  for (const { model, index } of models) {
    const given = model.relations ?? [];
    eachRepeated(
      given.map(({ name }) => name),
      (at, name) => warning('REL-DUP', ['models', index, 'relations', at, 'name'], commonMessages.repeated(name)),
    );
    given.forEach((relation, at) => {
      const path = ['models', index, 'relations', at];
      for (const field of ['name', 'through', 'foreign_key'] as const)
        if (relation[field] === '') error('REL-EMPTY', [...path, field], commonMessages.blank());
      if (relation.name !== '' && !/^[a-z][a-z0-9_]{0,62}$/.test(relation.name))
        warning('REL-NAME', [...path, 'name'], modelMessages.relationName(relation.name));
      if (relation.through !== '' && !/^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(relation.through))
        warning('REL-NAME', [...path, 'through'], modelMessages.relationName(relation.through));
      const child = byKey.get(relation.through);
      if (
        child !== undefined &&
        relation.kind === 'one_to_many' &&
        relation.foreign_key !== '' &&
        !child.columns.has(relation.foreign_key)
      ) {
        warning(
          'REL-COLUMN',
          [...path, 'foreign_key'],
          commonMessages.noColumn(relation.foreign_key, relation.through, child.columns.keys()),
        );
      }
      if (child === undefined && relation.through !== '' && !relation.through.includes('.'))
        warning('REL-MODEL', [...path, 'through'], near(modelMessages.relationModel(relation.through), relation.through, byKey.keys()));
    });
  }
};

export const seeds: Rule = ({ models, error, warning }) => {
  for (const { model, index, columns } of models) {
    if (model.seed === undefined) continue;
    const path = ['models', index, 'seed'];
    if (!columns.has(model.seed.key))
      error('SEED-KEY', [...path, 'key'], commonMessages.noColumn(model.seed.key, model.key, columns.keys()));
    model.seed.rows.forEach((row, at) => {
      for (const name of Object.keys(row))
        if (!columns.has(name))
          warning('SEED-COLUMN', [...path, 'rows', at, name], commonMessages.noColumn(name, model.key, columns.keys()));
    });
  }
};

export const sequences: Rule = ({ models, error }) => {
  for (const { model, index } of models) {
    const given = model.sequences ?? [];
    eachRepeated(
      given.map(({ key }) => key),
      (at, key) => error('SEQ-DUP', ['models', index, 'sequences', at, 'key'], commonMessages.repeated(key)),
    );
    given.forEach(({ format }, at) => {
      if (!isFolioFormat(format)) error('SEQ-FORMAT', ['models', index, 'sequences', at, 'format'], modelMessages.folio(format));
    });
  }
};

const actionsOf = (manifest: ManifestV3, model: string): string[] =>
  (manifest.contributions?.actions ?? []).flatMap(({ target_model, key }) => (target_model === model ? [key] : []));

export const statedReasons: Rule = ({ manifest, models, error }) => {
  const actions = new Set(
    (manifest.contributions?.actions ?? []).map(({ target_model, key }) => JSON.stringify([target_model ?? '', key])),
  );
  for (const { model, index } of models) {
    const asked = model.reason_required;
    if (asked === undefined) continue;
    const path = ['models', index, 'reason_required'];
    const named = asked.actions ?? [];
    if (asked.delete !== true && named.length === 0) error('REASON-EMPTY', path, modelMessages.reasonEmpty());
    named.forEach((action, at) => {
      if (!actions.has(JSON.stringify([model.key, action])))
        error(
          'REASON-ACTION',
          [...path, 'actions', at],
          near(modelMessages.reasonAction(action, model.key), action, actionsOf(manifest, model.key)),
        );
    });
  }
};
