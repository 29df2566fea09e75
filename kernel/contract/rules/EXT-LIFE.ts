import { droppingMembers } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { list, message, type Message } from '../text';

const texts = {
  extensionLife: (fields: readonly string[]): Message =>
    message(
      `An extension table has no rows of its own, so it cannot have ${list(fields)}.`,
      `Una tabla de extensión no tiene filas propias; no puede llevar ${list(fields)}.`,
    ),
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

export const rule: Rule<'EXT-LIFE'> = {
  id: 'EXT-LIFE',
  level: 'error',
  fix: droppingMembers(1, LIFE_FIELDS),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      if (model.extends === undefined) continue;
      const lively = LIFE_FIELDS.filter((field) =>
        Array.isArray(model[field]) ? model[field].length > 0 : model[field] !== undefined && model[field] !== '',
      );
      if (lively.length > 0) report(['models', index, 'extends'], texts.extensionLife(lively));
    }
  },
};

export const page: RulePage = {
  section: 'extension tables',
  meaning: 'an extension declares rows, stages, sequences, relations or locking of its own',
  why: 'Its rows live and die with the record they extend.',
  example: {
    at: '/models/2',
    before: { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }], locking: 'row' },
    after: { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
    given: { '/extension_points': { model_extensions_accepted: ['Order'] } },
  },
};
