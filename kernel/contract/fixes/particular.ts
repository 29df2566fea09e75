/** Fixes of one rule each that take more than a line: what they write follows from another part of the manifest. */
import { at, insert, namesAt, set, textOf, type Fix, type FixRule } from '../fix';
import { valueAt } from '../pointer';
import { isText, modelOf } from './choosing';
import { titles } from './titles';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const write = (path: readonly string[], value: unknown): Fix => ({
  id: 'choose',
  title: titles.write(value),
  safe: false,
  changes: set(path, value),
});

/** Lets the stage column hold any text. */
export const stageColumnAsText: FixRule = (target) => {
  const model = target.path.slice(0, 2);
  const field = textOf(at(target, ...model, 'stage_field'));
  const index = namesAt(target, [...model, 'columns'], 'name').indexOf(field);
  if (index < 0) return [];
  return [{ id: 'set', title: titles.set(field, 'text'), safe: false, changes: set([...model, 'columns', String(index), 'type'], 'text') }];
};

/** A tool calls what the action of its key calls. */
export const urlOfAction: FixRule = (target) => {
  const tool = at(target, ...target.path.slice(0, 3));
  const action = list(at(target, 'contributions', 'actions')).find((one) => valueAt(one, ['key']) === valueAt(tool, ['key']));
  const url = valueAt(action, ['handler', 'url']);
  return typeof url === 'string' ? [write(target.path, url)] : [];
};

/** A figure that is sure to exist: how many records the first model has. */
export const countOfModel: FixRule = (target) => {
  const [model] = namesAt(target, ['models'], 'key');
  if (model === undefined) return [];
  const query = { model, aggregate: 'count' };
  return [{ id: 'add', title: titles.add(target.last), safe: false, changes: set(target.path, query) }];
};

/** A document that is printed for the model of the public route. */
export const documentOfModel: FixRule = (target) => {
  const model = at(target, ...target.path.slice(0, 3), 'model');
  return list(at(target, 'contributions', 'documents')).flatMap((one) => {
    const key = valueAt(one, ['key']);
    return typeof key === 'string' && valueAt(one, ['model']) === model && key !== target.value ? [write(target.path, key)] : [];
  });
};

/** Columns that people read: no ids, none of the host. */
export const everyColumn: FixRule = (target) => {
  const names = list(valueAt(modelOf(target), ['columns'])).flatMap((column) => {
    const [name, type] = [textOf(valueAt(column, ['name'])), textOf(valueAt(column, ['type']))];
    const isSecret = name === at(target, ...target.path.slice(0, -1), 'token_column');
    return name !== '' && type !== 'uuid' && !isSecret && !/json|vector/.test(type) ? [name] : [];
  });
  return names.length === 0 ? [] : [write(target.path, names)];
};

/** Credentials of the declared connectors, as `connector.credential`. */
export const choosingSecret: FixRule = (target) =>
  list(at(target, 'connectors'))
    .flatMap((connector) =>
      list(valueAt(connector, ['credentials'])).map((one) => `${textOf(valueAt(connector, ['key']))}.${textOf(valueAt(one, ['key']))}`),
    )
    .filter((secret) => secret !== target.value && /^.+\..+$/.test(secret))
    .slice(0, 4)
    .map((secret) => write(target.path, secret));

export const addEvent: FixRule = ({ value }) =>
  typeof value === 'string'
    ? [{ id: 'add-event', title: titles.addEvent(value), safe: false, changes: insert(['extension_points', 'events'], { name: value }) }]
    : [];

/** Says that the addon whose name stands before the dot is needed. */
export const requireAddon: FixRule = ({ value }) => {
  const [addon = '', rest] = textOf(value).split('.', 2);
  if (addon === '' || rest === undefined) return [];
  const changes = insert(['compatibility', 'requires'], { key: addon, version: '*', optional: true });
  return [{ id: 'require', title: titles.require(addon), safe: false, changes }];
};

/** Columns of the model that a row must give, with the emptiest value of their type. */
export const fillRow: FixRule = (target) => {
  const row = target.value;
  const missing = list(valueAt(modelOf(target), ['columns'])).flatMap((column) => {
    const name = textOf(valueAt(column, ['name']));
    const isNeeded = valueAt(column, ['not_null']) === true && valueAt(column, ['default']) === undefined;
    const value = emptiest(textOf(valueAt(column, ['type'])));
    return isNeeded && name !== '' && !OF_HOST.has(name) && valueAt(row, [name]) === undefined && value !== null ? [{ name, value }] : [];
  });
  if (missing.length === 0) return [];
  const changes = missing.flatMap(({ name, value }) => set([...target.path, name], value));
  return [{ id: 'add', title: titles.add(missing.map(({ name }) => name).join(', ')), safe: false, changes }];
};

const OF_HOST = new Set(['id', 'organization_id']);

function emptiest(type: string): unknown {
  if (isText(type)) return '';
  if (/^(?:integer|bigint|numeric)/.test(type)) return 0;
  return (
    { boolean: false, date: '2026-01-01', timestamp: '2026-01-01T00:00:00Z', timestamptz: '2026-01-01T00:00:00Z', json: {}, jsonb: {} }[
      type
    ] ?? null
  );
}
