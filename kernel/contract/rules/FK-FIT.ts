import { dropping } from '../fixes/dropping';
import { type ColumnType, columnTypeOf } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { primaryKeyOf } from '../../schema/table-columns';
import { refused } from '../messages/install';
import { isBlank } from '../read/context';
import { physicalKeys } from '../read/seeded-rows';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const KEY_FAULTS = {
  unique: [
    'The columns pointed at are neither the primary key nor covered by a unique index of their own.',
    'Las columnas referidas no son la clave primaria ni las cubre un índice único propio.',
  ],
  repeated: ['A column pointed at is named twice.', 'Una columna referida se nombra dos veces.'],
  generated: ['A computed column cannot be set to null.', 'Una columna calculada no puede ponerse a null.'],
} as const;

const texts = {
  keyFit: (fault: keyof typeof KEY_FAULTS): Message => refused(KEY_FAULTS[fault][0], KEY_FAULTS[fault][1]),
  keyType: (column: string, type: string, target: string, targetType: string): Message =>
    refused(
      `${quote(column)} (${type}) cannot point at ${quote(target)} (${targetType}).`,
      `${quote(column)} (${type}) no puede apuntar a ${quote(target)} (${targetType}).`,
      'Give both the same type, or set `policy` to logical.',
      'Dé a ambas el mismo tipo o ponga `policy` en logical.',
    ),
};

const sameNames = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join() === [...other].sort().join();

/** Whether PostgreSQL can compare a column with the one it points at. */
function canPoint(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === to.kind) return true;
  const areMoments = KINDS[from.kind].isMoment && KINDS[to.kind].isMoment;
  return areMoments || (from.kind === 'integer' && to.kind === 'decimal');
}

export const rule: Rule<'FK-FIT'> = {
  id: 'FK-FIT',
  level: 'warning',
  fix: dropping(2),
  check: (context, report) => {
    const { models, tableColumns } = context;
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
        if (new Set(named).size < named.length) report([...path, 'references', 'columns'], texts.keyFit('repeated'));
        else if (!isUnique) report([...path, 'references', 'columns'], texts.keyFit('unique'));
        if (key.on_delete === 'set_null' && key.columns.some((name) => columns.get(name)?.generated === true))
          report([...path, 'on_delete'], texts.keyFit('generated'));
        key.columns.forEach((name, position) => {
          const other = named[position] ?? '';
          const [type = '', otherType = ''] = [columns.get(name)?.type, there.get(other)?.type];
          const [from, to] = [columnTypeOf(type), columnTypeOf(otherType)];
          if (from !== null && to !== null && !canPoint(from, to))
            report([...path, 'columns', position], texts.keyType(name, type, other, otherType));
        });
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a physical foreign key that PostgreSQL cannot make: types, what it points at; the install would fail',
  isOwn: true,
  why: 'A physical foreign key points at the primary key or at columns that a unique index covers, of a type that can be compared.',
  example: {
    at: '/models/1/foreign_keys',
    before: [{ columns: ['order_id'], references: { model: 'Order', columns: ['status'] }, policy: 'physical' }],
    after: [{ columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'physical' }],
  },
};
