import { dropping } from '../fixes/dropping';
import { type ColumnType, columnTypeOf, textFault } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { readIndexWhere } from '../../expressions/index-predicate';
import { primaryKeyOf } from '../../schema/table-columns';
import { type IndexedColumn, isTooWide } from '../index-entry';
import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const INDEX_FAULTS = {
  columns: ['An index has 32 columns at most.', 'Un índice tiene 32 columnas como máximo.'],
  single: ['An index of this method has one column.', 'Un índice de este método tiene una sola columna.'],
  wide: [
    'Vectors of so many numbers do not fit an entry of an index, which has 2,704 bytes; every row that has them is refused.',
    'Vectores de tantos números no caben en una entrada de un índice, que tiene 2.704 bytes; se rechaza toda fila que los tenga.',
  ],
  unique: ['An index of this method cannot be unique.', 'Un índice de este método no puede ser único.'],
} as const;

const texts = {
  // An index that no entry fits is made; its rows are refused.
  indexFit: (fault: keyof typeof INDEX_FAULTS): Message =>
    (fault === 'wide' ? message : refused)(INDEX_FAULTS[fault][0], INDEX_FAULTS[fault][1]),
  indexType: (method: string, column: string, type: string): Message =>
    refused(
      `PostgreSQL has no ${method} index for ${quote(column)} (${type}).`,
      `PostgreSQL no tiene un índice ${method} para ${quote(column)} (${type}).`,
      method === 'gin' ? 'gin takes jsonb; use btree for other columns.' : 'Use btree.',
      method === 'gin' ? 'gin admite jsonb; use btree en otras columnas.' : 'Use btree.',
    ),
  indexLiteral: (literal: string, column: string, type: string): Message =>
    refused(
      `${literal} cannot be compared with ${quote(column)} (${type}).`,
      `${literal} no se puede comparar con ${quote(column)} (${type}).`,
      'Write numbers bare, true and false bare, anything else in single quotes.',
      'Escriba números, true y false sin comillas y lo demás entre comillas simples.',
    ),
};

const MAX_INDEX_COLUMNS = 32;

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

export const rule: Rule<'IDX-FIT'> = {
  id: 'IDX-FIT',
  level: 'warning',
  fix: dropping(2),
  check: ({ models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const columns = tableColumns(model);
      const typeOf = (name: string): ColumnType | null => columnTypeOf(columns.get(name)?.type ?? '');
      const indexed = (name: string): IndexedColumn => ({ type: typeOf(name), notNull: columns.get(name)?.notNull === true });
      (model.indices ?? []).forEach(({ columns: covered, method = 'btree', unique, where }, at) => {
        const path = ['models', index, 'indices', at];
        const { isSingle, isPlain } = METHODS[method] ?? {};
        if (covered.length > MAX_INDEX_COLUMNS) report([...path, 'columns'], texts.indexFit('columns'));
        else if (isSingle === true && covered.length > 1) report([...path, 'columns'], texts.indexFit('single'));
        if (method === 'btree' && isTooWide(covered.map(indexed))) report([...path, 'columns'], texts.indexFit('wide'));
        if (isPlain === true && unique === true) report([...path, 'unique'], texts.indexFit('unique'));
        covered.forEach((name, position) => {
          const own = typeOf(name);
          if (own !== null && METHODS[method] !== undefined && !KINDS[own.kind].indexMethods(own).includes(method))
            report([...path, 'columns', position], texts.indexType(method, name, columns.get(name)?.type ?? ''));
        });
        for (const { column, literal } of (where === undefined ? null : readIndexWhere(where)) ?? []) {
          const own = typeOf(column);
          if (literal !== null && own !== null && !isComparable(literal, own))
            report([...path, 'where'], texts.indexLiteral(literal, column, columns.get(column)?.type ?? ''));
        }
      });
      const key = primaryKeyOf(model);
      const fault = key.length > MAX_INDEX_COLUMNS ? 'columns' : isTooWide(key.map(indexed)) ? 'wide' : null;
      if (fault !== null) report(['models', index, 'columns'], texts.indexFit(fault));
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'an index that PostgreSQL cannot make: method, types, 32 columns; the install would fail',
  isOwn: true,
  why: 'Each method of PostgreSQL indexes some types and not others, and a condition compares a column with a literal of its type.',
  example: {
    at: '/models/0/indices',
    before: [{ name: 'orders_total_idx', columns: ['total'], method: 'gin' }],
    after: [{ name: 'orders_total_idx', columns: ['total'], method: 'btree' }],
  },
};
