/** Relations of a model as requests name them: the object beside a reference, and the child lists the manifest declares. */
import { join, sql, type Fragment } from '../database/sql';
import { literalOf } from './literal';
import { chipName, type DynamicModel, type ModelColumn } from './model';
import { type Operation, targetNamed } from './operation';
import { column, pointsAt } from './row';

export interface Relation {
  readonly name: string;
  readonly kind: 'belongs_to' | 'one_to_many';
  /** The model on the other side. */
  readonly model: DynamicModel;
  /** The reference: a column of the model itself (belongs_to) or of the other side (one_to_many). */
  readonly column: ModelColumn;
  /** Whether the other side's row, under `alias`, belongs to the row; without tenant and tombstones. */
  readonly joined: (alias: string) => Fragment;
  /** The conditions a declared `scope` puts on the other side. */
  readonly scoped: (alias: string) => Fragment;
}

function scopeCondition(target: DynamicModel, scope: Readonly<Record<string, string>>, alias: string): Fragment {
  const conditions = Object.entries(scope).map(([name, value]) => {
    const own = target.columns.get(name);
    const literal = own ? literalOf(own.kind, value) : null;
    return own && literal !== null ? sql`${column(name, alias)}::text = ${literal}::text::${sql.raw(own.sqlType)}::text` : sql`false`;
  });
  return conditions.length === 0 ? sql`true` : join(conditions, sql` and `);
}

function belongsTo(operation: Operation, model: DynamicModel, name: string): Relation | null {
  const own = [...model.columns.values()].find((candidate) => chipName(model, candidate) === name);
  const target = typeof own?.ref === 'string' ? targetNamed(operation, model, own.ref) : null;
  if (!own || !target || own.kind === 'json') return null;
  return {
    name,
    kind: 'belongs_to',
    model: target,
    column: own,
    joined: (alias) => pointsAt(own, alias) ?? sql`false`,
    scoped: () => sql`true`,
  };
}

/** The relation of that name, or why there is none a list can follow. */
export function relationNamed(operation: Operation, model: DynamicModel, name: string): Relation | string {
  const declared = model.declared?.relations?.find((relation) => relation.name === name);
  if (!declared) return belongsTo(operation, model, name) ?? 'no such relation';
  if (declared.kind === 'many_to_many') return 'relations of many to many are not followed';
  const target = targetNamed(operation, model, declared.through);
  const foreignKey = target?.columns.get(declared.foreign_key);
  if (!target || !foreignKey) return 'the relation leads nowhere';
  const scoped = (alias: string) => scopeCondition(target, declared.scope ?? {}, alias);
  const same = (alias: string) => sql`${column(foreignKey.name, alias)}::text = ${column('id')}::text`;
  return {
    name,
    kind: 'one_to_many',
    model: target,
    column: foreignKey,
    // A uuid is compared as such, so that an index of the child's column serves.
    joined: (alias) =>
      sql`${foreignKey.kind === 'uuid' ? sql`${column(foreignKey.name, alias)} = ${column('id')}` : same(alias)} and ${scoped(alias)}`,
    scoped,
  };
}
