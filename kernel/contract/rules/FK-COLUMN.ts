import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'FK-COLUMN'> = {
  id: 'FK-COLUMN',
  level: 'warning',
  fix: anyOf(choosingColumn(), dropping(2)),
  check: ({ manifest, models, byKey, tableColumns }, report) => {
    for (const { model, index, columns } of models) {
      (model.foreign_keys ?? []).forEach((key, at) => {
        const path = ['models', index, 'foreign_keys', at];
        key.columns.forEach((name, position) => {
          if (!columns.has(name)) report([...path, 'columns', position], commonMessages.noColumn(name, model.key, columns.keys()));
        });
        const own = key.references.model.startsWith(`${manifest.metadata.key}.`)
          ? key.references.model.slice(manifest.metadata.key.length + 1)
          : key.references.model;
        // Another addon's model is resolved at install.
        if (own.includes('.')) return;
        const target = byKey.get(own);
        if (target !== undefined)
          key.references.columns.forEach((name, position) => {
            if (!tableColumns(target.model).has(name))
              report([...path, 'references', 'columns', position], commonMessages.noColumn(name, own, target.columns.keys()));
          });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a foreign key names no column',
  isOwn: true,
  why: 'A foreign key over a column that is not there cannot be created.',
  example: {
    at: '/models/0/foreign_keys',
    before: [{ columns: ['custmer_id'], references: { model: 'Line', columns: ['id'] }, policy: 'logical' }],
  },
};
