/**
 * What the platform's validator takes and PostgreSQL refuses: names, types, defaults, seeded rows, indexes, foreign keys. All
 * are warnings, in strict too, because hosts publish such an addon; `build --strict` fails on them as on every warning. A
 * property test (kernel/installer/yes-means-it-installs.spec.ts) holds that what is accepted without one of them installs.
 */
import type { Column, ForeignKey, Model } from '../../../schemas';
import { type ArithmeticBudget, arithmeticBudget, computedOutcome, valueOfColumn, valuesLeftOut } from '../computed-value';
import { type ColumnType, columnTypeOf, textFault, typeFault } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { defaultFault, seededFault } from '../column-value';
import { type Arithmetic, fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { readIndexWhere } from '../../expressions/index-predicate';
import { type IndexedColumn, isTooWide } from '../index-entry';
import { installMessages } from '../messages/install';
import type { Step } from '../pointer';
import { hasDefault, primaryKeyOf, tableColumns as columnsOfTable, tenantColumnOf, type TableColumn } from '../../schema/table-columns';
import { isBlank, type ModelFacts, type Rule, type RuleContext } from './context';

/** Columns that every table of PostgreSQL has. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);
/** Of a table, the hosts' own among them. */
const MAX_COLUMNS = 1600;
const MAX_INDEX_COLUMNS = 32;
/** A name in bytes; the names of the contract are ASCII. */
const MAX_NAME = 63;

export const tableShapes: Rule = ({ manifest, models, tableColumns, warning }) => {
  for (const { model, index } of models) {
    const path = ['models', index];
    model.columns.forEach(({ name, type }, at) => {
      if (SYSTEM_COLUMNS.has(name)) warning('COL-SYSTEM', [...path, 'columns', at, 'name'], installMessages.systemColumn(name));
      const own = columnTypeOf(type);
      const fault = own === null ? null : typeFault(own);
      if (fault !== null) warning('COL-TYPE', [...path, 'columns', at, 'type'], installMessages.typeBounds(type, fault));
    });
    const declared = new Set(model.columns.map(({ name }) => name));
    const keys = model.search_keys ?? [];
    const hosts = keys.length === 0 ? tableColumns(model) : columnsOfTable(manifest, { ...model, search_keys: [] });
    keys.forEach(({ name }, at) => {
      const where = [...path, 'search_keys', at, 'name'];
      if (SYSTEM_COLUMNS.has(name)) warning('COL-SYSTEM', where, installMessages.systemColumn(name));
      else if (hosts.has(name) && !declared.has(name)) warning('COL-SYSTEM', where, installMessages.hostColumn(name));
      if (name.length > MAX_NAME) warning('NAME-LENGTH', where, installMessages.nameTooLong(name));
    });
    const count = tableColumns(model).size;
    if (count > MAX_COLUMNS) warning('COL-COUNT', [...path, 'columns'], installMessages.columnCount(count));
  }
};

export const tenancyTypes: Rule = ({ manifest, models, warning }) => {
  if (manifest.tenancy?.isolation === 'database') warning('TEN-DATABASE', ['tenancy', 'isolation'], installMessages.tenancyDatabase());
  for (const { model, index } of models) {
    const tenant = tenantColumnOf(manifest, model);
    model.columns.forEach(({ name, type }, at) => {
      if (name === tenant && type !== 'uuid')
        warning('TEN-TYPE', ['models', index, 'columns', at, 'type'], installMessages.tenancyType(name, type));
    });
  }
};

export const defaultValues: Rule = ({ models, warning }) => {
  const look = ({ type, default: given, generated }: Pick<Column, 'type' | 'default' | 'generated'>, path: readonly Step[]): void => {
    const own = columnTypeOf(type);
    if (own === null || !isBlank(generated)) return;
    const fault = defaultFault(own, given);
    if (fault !== null) warning('DEFAULT-FIT', [...path, 'default'], installMessages.defaultFit(given, type, own.kind, fault));
  };
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => look(column, ['models', index, 'columns', at]));
    (model.extensions ?? []).forEach(({ columns }, position) =>
      columns.forEach((column, at) => look(column, ['models', index, 'extensions', position, 'columns', at])),
    );
  }
};

/** What PostgreSQL asks of an index by its method, whatever its columns are. */
const METHODS: Readonly<Record<string, { isSingle?: true; isPlain?: true } | undefined>> = {
  btree: {},
  hash: { isSingle: true, isPlain: true },
  gin: { isPlain: true },
  gist: { isPlain: true },
  ivfflat: { isSingle: true, isPlain: true },
  hnsw: { isSingle: true, isPlain: true },
};

/** Whether a literal of an index condition can be compared with a column. */
function isComparable(literal: string, own: ColumnType): boolean {
  // Text of any length can be compared.
  if (literal.startsWith("'")) return own.kind === 'text' || textFault(own, literal.slice(1, -1)) === null;
  if (/^(?:true|false)$/i.test(literal)) return own.kind === 'boolean';
  return KINDS[own.kind].isNumber;
}

export const indexMethods: Rule = ({ models, tableColumns, warning }) => {
  for (const { model, index } of models) {
    const columns = tableColumns(model);
    const typeOf = (name: string): ColumnType | null => columnTypeOf(columns.get(name)?.type ?? '');
    const indexed = (name: string): IndexedColumn => ({ type: typeOf(name), notNull: columns.get(name)?.notNull === true });
    (model.indices ?? []).forEach(({ columns: covered, method = 'btree', unique, where }, at) => {
      const path = ['models', index, 'indices', at];
      const { isSingle, isPlain } = METHODS[method] ?? {};
      if (covered.length > MAX_INDEX_COLUMNS) warning('IDX-FIT', [...path, 'columns'], installMessages.indexFit('columns'));
      else if (isSingle === true && covered.length > 1) warning('IDX-FIT', [...path, 'columns'], installMessages.indexFit('single'));
      if (method === 'btree' && isTooWide(covered.map(indexed))) warning('IDX-FIT', [...path, 'columns'], installMessages.indexFit('wide'));
      if (isPlain === true && unique === true) warning('IDX-FIT', [...path, 'unique'], installMessages.indexFit('unique'));
      covered.forEach((name, position) => {
        const own = typeOf(name);
        if (own !== null && METHODS[method] !== undefined && !KINDS[own.kind].indexMethods(own).includes(method))
          warning('IDX-FIT', [...path, 'columns', position], installMessages.indexType(method, name, columns.get(name)?.type ?? ''));
      });
      for (const { column, literal } of (where === undefined ? null : readIndexWhere(where)) ?? []) {
        const own = typeOf(column);
        if (literal !== null && own !== null && !isComparable(literal, own))
          warning('IDX-FIT', [...path, 'where'], installMessages.indexLiteral(literal, column, columns.get(column)?.type ?? ''));
      }
    });
    const key = primaryKeyOf(model);
    const fault = key.length > MAX_INDEX_COLUMNS ? 'columns' : isTooWide(key.map(indexed)) ? 'wide' : null;
    if (fault !== null) warning('IDX-FIT', ['models', index, 'columns'], installMessages.indexFit(fault));
  }
};

/** A foreign key that becomes a constraint of the database: both sides in this addon. */
interface PhysicalKey {
  key: ForeignKey;
  at: number;
  target: Model;
}

function physicalKeys({ ownModel }: RuleContext, model: Model): PhysicalKey[] {
  return (model.foreign_keys ?? []).flatMap((key, at): PhysicalKey[] => {
    if (key.policy !== 'physical') return [];
    const target = ownModel(key.references.model)?.model;
    return target === undefined ? [] : [{ key, at, target }];
  });
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join() === [...other].sort().join();

/** Whether PostgreSQL can compare a column with the one it points at. */
function canPoint(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === to.kind) return true;
  const areMoments = KINDS[from.kind].isMoment && KINDS[to.kind].isMoment;
  return areMoments || (from.kind === 'integer' && to.kind === 'decimal');
}

export const physicalKeysFit: Rule = (context) => {
  const { models, tableColumns, warning } = context;
  for (const { model, index } of models) {
    const columns = tableColumns(model);
    for (const { key, at, target } of physicalKeys(context, model)) {
      const path = ['models', index, 'foreign_keys', at];
      const there = tableColumns(target);
      const named = key.references.columns;
      const isUnique =
        sameNames(named, primaryKeyOf(target)) ||
        (target.indices ?? []).some(
          ({ columns: covered, unique, where, method = 'btree' }) =>
            unique === true && method === 'btree' && isBlank(where) && sameNames(named, covered),
        );
      if (new Set(named).size < named.length) warning('FK-FIT', [...path, 'references', 'columns'], installMessages.keyFit('repeated'));
      else if (!isUnique) warning('FK-FIT', [...path, 'references', 'columns'], installMessages.keyFit('unique'));
      if (key.on_delete === 'set_null' && key.columns.some((name) => columns.get(name)?.generated === true))
        warning('FK-FIT', [...path, 'on_delete'], installMessages.keyFit('generated'));
      key.columns.forEach((name, position) => {
        const other = named[position] ?? '';
        const [type = '', otherType = ''] = [columns.get(name)?.type, there.get(other)?.type];
        const [from, to] = [columnTypeOf(type), columnTypeOf(otherType)];
        if (from !== null && to !== null && !canPoint(from, to))
          warning('FK-FIT', [...path, 'columns', position], installMessages.keyType(name, type, other, otherType));
      });
    }
  }
};

/** Values that compare alike: as PostgreSQL keeps them, near enough to find the row that a seeded one points at. */
const comparable = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();

/** The values of a row in some columns as one text; null where one is missing or null, which points at nothing. */
function pointOf(row: Readonly<Record<string, unknown>>, names: readonly string[]): string | null {
  const values = names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined));
  return values.some((value) => value === undefined || value === null) ? null : JSON.stringify(values.map(comparable));
}

/** Rows with the defaults that they leave to the columns. */
function filledRow(row: Readonly<Record<string, unknown>>, model: Model): Record<string, unknown> {
  const given = model.columns.filter((column) => hasDefault(column) && isBlank(column.generated));
  return { ...Object.fromEntries(given.map(({ name, default: own }) => [name, own])), ...row };
}

export const seededRows: Rule = (context) => {
  const { manifest, models, tableColumns, warning } = context;
  const seeded = new Map<Model, Record<string, unknown>[]>();
  const seededAt = (target: Model, names: readonly string[]) =>
    new Set((seeded.get(target) ?? []).map((row) => pointOf(row, names)).filter((point) => point !== null));
  const budget = arithmeticBudget();
  for (const facts of models) {
    const { model, index } = facts;
    const columns = tableColumns(model);
    const tenant = tenantColumnOf(manifest, model);
    const computed = computedColumns(facts);
    const rows = model.seed?.rows ?? [];
    const path = ['models', index, 'seed'];
    const keys = physicalKeys(context, model).map((physical) => ({
      ...physical,
      points: seededAt(physical.target, physical.key.references.columns),
    }));
    const done: Record<string, unknown>[] = [];
    seeded.set(model, done);
    if (model.seed !== undefined && columns.get(model.seed.key)?.generated === true)
      warning('SEED-FIT', [...path, 'key'], installMessages.seedKeyComputed(model.seed.key));
    rows.forEach((row, at) => {
      const where = [...path, 'rows', at];
      checkRow(row, columns, tenant, where, warning);
      for (const one of computed) checkComputed(row, one, facts, where, budget, warning);
      const filled = filledRow(row, model);
      for (const { key, target, points } of keys) {
        const point = pointOf(filled, key.columns);
        if (point === null || points.has(point)) continue;
        const [name = ''] = key.columns;
        warning(
          'SEED-POINT',
          Object.hasOwn(row, name) ? [...where, name] : where,
          installMessages.seedPoints(name, filled[name], target.key),
        );
      }
      done.push(filled);
      for (const { key, target, points } of keys) {
        const own = target === model ? pointOf(filled, key.references.columns) : null;
        if (own !== null) points.add(own);
      }
    });
  }
  for (const { model, index } of models) {
    for (const { key, target } of physicalKeys(context, model)) {
      const [name = ''] = key.columns;
      const at = model.columns.findIndex((column) => column.name === name);
      const column = model.columns[at];
      if (key.columns.length !== 1 || column === undefined || !hasDefault(column)) continue;
      const given = column.default;
      if (!seededAt(target, key.references.columns).has(JSON.stringify([comparable(given)])))
        warning('DEFAULT-FIT', ['models', index, 'columns', at, 'default'], installMessages.defaultPoints(given, target.key));
    }
  }
};

function checkRow(
  row: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<string, TableColumn>,
  tenant: string | null,
  path: readonly Step[],
  warning: RuleContext['warning'],
): void {
  for (const [name, { type, notNull, filled, generated }] of columns) {
    if (generated || name === tenant) continue;
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    const isMissing = value === null ? notNull : value === undefined && notNull && !filled;
    if (isMissing) warning('SEED-NULL', value === null ? [...path, name] : path, installMessages.seedMissing(name));
    const own = columnTypeOf(type);
    if (value === null || value === undefined || own === null) continue;
    const fault = seededFault(own, value);
    if (fault !== null) warning('SEED-FIT', [...path, name], installMessages.seedFit(value, name, type, own.kind, fault));
  }
}

interface Computed {
  name: string;
  type: string;
  text: string;
  ast: Arithmetic;
}

/** The computed columns of a model whose expressions can be worked out. */
const computedColumns = ({ columns }: ModelFacts): Computed[] =>
  [...columns.values()].flatMap(({ name, type, generated: text = '' }): Computed[] => {
    const reading = isBlank(text) ? null : readArithmetic(text);
    return reading?.ok && fitsSql(reading.ast) ? [{ name, type, text, ast: reading.ast }] : [];
  });

/** Reports a row over whose values a computed column fails. */
function checkComputed(
  row: Readonly<Record<string, unknown>>,
  { name, type, text, ast }: Computed,
  { model, columns }: ModelFacts,
  path: readonly Step[],
  budget: ArithmeticBudget,
  warning: RuleContext['warning'],
): void {
  const leftOut = valuesLeftOut(model, columns);
  const outcome = computedOutcome(
    type,
    ast,
    (read) => {
      if (!Object.hasOwn(row, read)) return leftOut(read);
      return row[read] === null ? null : valueOfColumn(columns.get(read)?.type ?? '', row[read]);
    },
    budget,
  );
  if (outcome !== 'unknown' && 'failed' in outcome) warning('SEED-FIT', path, installMessages.seedComputed(name, text, outcome.failed));
}
