import { type FixRule, insert } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  noSequence: (key: string, model: string): Message =>
    message(`${model} has no sequence ${quote(key)}.`, `${model} no tiene la secuencia ${quote(key)}.`),
};

const addSequence: FixRule = ({ path, value }) => {
  if (typeof value !== 'string') return [];
  const changes = insert([...path.slice(0, 2), 'sequences'], { key: value, format: '{seq:06}' });
  return [{ id: 'add-sequence', title: titles.addSequence(value), safe: false, changes }];
};

export const rule: Rule<'COL-SEQ'> = {
  id: 'COL-SEQ',
  level: 'error',
  fix: addSequence,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const keys = new Set((model.sequences ?? []).map(({ key }) => key));
      model.columns.forEach(({ sequence }, at) => {
        if (sequence !== undefined && !keys.has(sequence))
          report(['models', index, 'columns', at, 'sequence'], near(texts.noSequence(sequence, model.key), sequence, keys));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a column filled by a sequence the model does not have',
  why: 'The column would stay empty: no counter fills it.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', sequence: 'folio' } },
};
