/** Fixes that choose among what the manifest has: its models, its columns. Each choice is an offer of its own. */
import { at, insert, namesAt, set, type Fix, type FixRule, type FixTarget } from '../fix';
import { valueAt } from '../pointer';
import { titles } from './titles';

/** Choices offered for one finding, so that the menu stays one. */
const MAX_CHOICES = 4;
const COLUMN_NAME = /^[a-z][a-z0-9_]*$/;
/** Members by which an entry names the model whose columns it talks of, the innermost first. */
const MODEL_MEMBERS = ['through', 'model', 'target_model'] as const;

const write = (path: readonly string[], value: unknown): Fix => ({
  id: 'choose',
  title: titles.write(value),
  safe: false,
  changes: set(path, value),
});

/** Puts one of the own models at the path, or at a member of the object there. */
export const choosingModel =
  (member?: string): FixRule =>
  (target) => {
    const path = member === undefined ? target.path : [...target.path, member];
    const keys = namesAt(target, ['models'], 'key');
    const current = at(target, ...path);
    const prefix = typeof current === 'string' && current.includes('.') ? `${current.split('.')[0] ?? ''}.` : '';
    return keys
      .map((key) => prefix + key)
      .filter((key) => key !== current && key !== target.suggestion?.to)
      .slice(0, MAX_CHOICES)
      .map((key) => write(path, key));
  };

/** Index of the model whose columns a place talks of; -1 where it is none of this addon's. */
function modelIndex(target: FixTarget): number {
  const { document, path } = target;
  const models = at(target, 'models');
  if (!Array.isArray(models)) return -1;
  for (let length = path.length - 1; length > 1; length -= 1) {
    for (const member of MODEL_MEMBERS) {
      const name = valueAt(document, [...path.slice(0, length), member]);
      if (typeof name !== 'string') continue;
      const found = models.findIndex((model: unknown) =>
        [valueAt(model, ['key']), valueAt(model, ['table'])].includes(name.split('.').at(-1)),
      );
      if (found >= 0) return found;
    }
  }
  return path[0] === 'models' ? Number(path[1]) : -1;
}

type Fits = (type: string) => boolean;
export const isNumber: Fits = (type) => /^(?:integer|bigint|numeric)/.test(type);
export const isText: Fits = (type) => /^(?:text|varchar)/.test(type);
export const isTime: Fits = (type) => /^(?:date|timestamp)/.test(type);
const isAny: Fits = () => true;

/** Columns that hosts fill themselves are seldom what is meant. */
const OF_HOST = new Set(['id', 'organization_id']);

/** Puts one of the model's columns at the path, those of a fitting type. */
export const choosingColumn =
  (fits: Fits = isAny): FixRule =>
  (target) => {
    const columns = at(target, 'models', String(modelIndex(target)), 'columns');
    if (!Array.isArray(columns)) return [];
    const names = columns.flatMap((column: unknown) => {
      const [name, type] = [valueAt(column, ['name']), valueAt(column, ['type'])];
      return typeof name === 'string' && typeof type === 'string' && fits(type) && !OF_HOST.has(name) ? [name] : [];
    });
    return names
      .filter((name) => name !== target.value && name !== target.suggestion?.to)
      .slice(0, MAX_CHOICES)
      .map((name) => write(target.path, name));
  };

/** Declares the column that is named and is not there. */
export const declaringColumn =
  (type = 'text'): FixRule =>
  (target) => {
    const index = modelIndex(target);
    const name = typeof target.value === 'string' ? target.value : target.last;
    if (index < 0 || !COLUMN_NAME.test(name)) return [];
    const changes = insert(['models', String(index), 'columns'], { name, type });
    return [{ id: 'add-column', title: titles.addColumn(name), safe: false, changes }];
  };

/** The model that a place talks of, as the manifest has it. */
export const modelOf = (target: FixTarget): unknown => at(target, 'models', String(modelIndex(target)));
