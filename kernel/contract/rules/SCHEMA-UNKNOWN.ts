import { at, insert, remove, textOf, type FixRule } from '../fix';
import { anyOf } from '../fixes/dropping';
import { titles } from '../fixes/titles';
import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

/** Uniqueness is an index of the model. */
const uniqueIndex: FixRule = (target) => {
  const { path, last, value } = target;
  const [block, index = '', list] = path;
  if (block !== 'models' || list !== 'columns' || last !== 'unique' || value !== true) return [];
  const column = textOf(at(target, ...path.slice(0, -1), 'name'));
  const table = textOf(at(target, 'models', index, 'table'));
  if (column === '' || table === '') return [];
  const entry = { name: `${table}_${column}_key`, columns: [column], unique: true };
  const changes = [...remove(path), ...insert(['models', index, 'indices'], entry)];
  return [{ id: 'unique-index', title: titles.addIndex(column), safe: true, changes }];
};

export const rule: Rule<'SCHEMA-UNKNOWN'> = { id: 'SCHEMA-UNKNOWN', level: 'error', fix: anyOf(uniqueIndex, removing(false)) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a field the block does not have',
  why: 'Every block is closed: a field that nobody reads is most often a misspelt one, and would be lost without a word.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', serchable: true } },
};
