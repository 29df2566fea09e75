import { type ColumnType, columnTypeOf, textFault } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { readIndexWhere } from '../../expressions/index-predicate';
import { primaryKeyOf } from '../../schema/table-columns';
import { type IndexedColumn, isTooWide } from '../index-entry';
import { installMessages } from '../messages/install';
import type { Rule, RulePage } from '../rule';

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
  check: ({ models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const columns = tableColumns(model);
      const typeOf = (name: string): ColumnType | null => columnTypeOf(columns.get(name)?.type ?? '');
      const indexed = (name: string): IndexedColumn => ({ type: typeOf(name), notNull: columns.get(name)?.notNull === true });
      (model.indices ?? []).forEach(({ columns: covered, method = 'btree', unique, where }, at) => {
        const path = ['models', index, 'indices', at];
        const { isSingle, isPlain } = METHODS[method] ?? {};
        if (covered.length > MAX_INDEX_COLUMNS) report([...path, 'columns'], installMessages.indexFit('columns'));
        else if (isSingle === true && covered.length > 1) report([...path, 'columns'], installMessages.indexFit('single'));
        if (method === 'btree' && isTooWide(covered.map(indexed))) report([...path, 'columns'], installMessages.indexFit('wide'));
        if (isPlain === true && unique === true) report([...path, 'unique'], installMessages.indexFit('unique'));
        covered.forEach((name, position) => {
          const own = typeOf(name);
          if (own !== null && METHODS[method] !== undefined && !KINDS[own.kind].indexMethods(own).includes(method))
            report([...path, 'columns', position], installMessages.indexType(method, name, columns.get(name)?.type ?? ''));
        });
        for (const { column, literal } of (where === undefined ? null : readIndexWhere(where)) ?? []) {
          const own = typeOf(column);
          if (literal !== null && own !== null && !isComparable(literal, own))
            report([...path, 'where'], installMessages.indexLiteral(literal, column, columns.get(column)?.type ?? ''));
        }
      });
      const key = primaryKeyOf(model);
      const fault = key.length > MAX_INDEX_COLUMNS ? 'columns' : isTooWide(key.map(indexed)) ? 'wide' : null;
      if (fault !== null) report(['models', index, 'columns'], installMessages.indexFit(fault));
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
