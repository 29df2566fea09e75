/** Relations of a model as requests name them: the object beside a reference, and the child lists the manifest declares. */
import type { ModelRelation } from '../../schemas';
import { join, sql, type Fragment } from '../database/sql';
import { mayRead, type ReadableModel, readableTarget } from '../security/readable';
import { literalOf } from '../columns/literal';
import { embeddedName, type DynamicModel, type ModelColumn } from '../installed/model';
import { type RegistryScope, resolveModel } from '../operation/operation';
import { column, from, hasUuid, pointsAt, visible } from './row';

export interface Relation {
  readonly name: string;
  readonly kind: 'belongs_to' | 'one_to_many' | 'many_to_many';
  /** The model on the other side, which the caller may read. */
  readonly model: ReadableModel;
  /** The reference: a column of the model itself (belongs_to), of the other side (one_to_many) or of the rows between (many_to_many). */
  readonly column: ModelColumn;
  /** Whether the other side's row, under `alias`, belongs to the row; without tenant and tombstones. */
  readonly joined: (alias: string) => Fragment;
  /** The conditions a declared `scope` puts on the other side. */
  readonly scoped: (alias: string) => Fragment;
  /** The rows between two sides (many_to_many): the one they belong to and the one they lead to, as texts, without tombstones. */
  readonly pairs?: Fragment;
}

function scopeCondition(target: DynamicModel, scope: Readonly<Record<string, string>>, alias: string): Fragment {
  const conditions = Object.entries(scope).map(([name, value]) => {
    const own = target.columns.get(name);
    const literal = own ? literalOf(own.kind, value) : null;
    return own && literal !== null ? sql`${column(name, alias)}::text = ${literal}::text::${sql.raw(own.sqlType)}::text` : sql`false`;
  });
  return conditions.length === 0 ? sql`true` : join(conditions, sql` and `);
}

/** Why a relation cannot be followed by somebody who may not read the rows it leads to, or those it leads through. */
const FORBIDDEN = 'no permission to read it';

function belongsTo(operation: RegistryScope, model: DynamicModel, name: string): Relation | string {
  const own = [...model.columns.values()].find((candidate) => embeddedName(model, candidate) === name);
  if (typeof own?.ref !== 'string' || own.kind === 'json' || !resolveModel(operation, model, own.ref)) return 'no such relation';
  const target = readableTarget(operation, model, own.ref);
  if (!target) return FORBIDDEN;
  return {
    name,
    kind: 'belongs_to',
    model: target,
    column: own,
    joined: (alias) => pointsAt(target, own, alias) ?? sql`false`,
    scoped: () => sql`true`,
  };
}

/** The alias of the rows between two sides. */
const BETWEEN = 'b';

/** Where the rows between lead to: the reference whose model the relation is called after, else the only other one. */
function otherSide(operation: RegistryScope, model: DynamicModel, name: string, pivot: DynamicModel, foreignKey: ModelColumn) {
  const others = [...pivot.columns.values()].flatMap((own) => {
    const target = own === foreignKey || own.ref === null || own.kind === 'json' ? null : resolveModel(operation, pivot, own.ref);
    return target ? [{ own, target }] : [];
  });
  const named = others.filter(({ own, target }) =>
    [target.table, target.key.toLowerCase(), own.name.replace(/_id$/, '')].includes(name.toLowerCase()),
  );
  const [first, second] =
    named.length > 0 ? named : others.filter(({ target }) => target.addonKey === model.addonKey || others.length === 1);
  return first && (named.length > 0 || !second) ? first : null;
}

/** A relation of many to many: the rows of `pivot` point at both sides. */
function throughPivot(
  operation: RegistryScope,
  model: DynamicModel,
  { name, scope = {} }: ModelRelation,
  pivot: DynamicModel,
  foreignKey: ModelColumn,
): Relation | string {
  const other = otherSide(operation, model, name, pivot, foreignKey);
  if (!other) return 'the relation leads nowhere';
  const { target } = other;
  // Which row leads to which is what the rows between hold.
  if (!mayRead(operation, pivot) || !mayRead(operation, target)) return FORBIDDEN;
  const { organizationId } = operation.principal;
  const mine = sql`${column(foreignKey.name, BETWEEN)}::text = ${column('id')}::text`;
  const scoped = () => scopeCondition(pivot, scope, BETWEEN);
  return {
    name,
    kind: 'many_to_many',
    model: target,
    column: foreignKey,
    joined: (alias) =>
      sql`exists (select 1 from ${from(pivot, BETWEEN)} where ${mine} and ${column(other.own.name, BETWEEN)}::text = ${column('id', alias)}::text and ${visible(pivot, organizationId, BETWEEN)} and ${scoped()})`,
    scoped: () => sql`true`,
    pairs: sql`select ${column(foreignKey.name, BETWEEN)}::text as parent, ${column(other.own.name, BETWEEN)}::text as child from ${from(pivot, BETWEEN)} where ${visible(pivot, organizationId, BETWEEN)} and ${scoped()}`,
  };
}

/** The relation of that name, or why there is none that the caller can follow. */
export function relationNamed(operation: RegistryScope, model: DynamicModel, name: string): Relation | string {
  const declared = model.declared?.relations?.find((relation) => relation.name === name);
  if (!declared) return belongsTo(operation, model, name);
  const target = resolveModel(operation, model, declared.through);
  const foreignKey = target?.columns.get(declared.foreign_key);
  if (!target || !foreignKey) return 'the relation leads nowhere';
  if (declared.kind === 'many_to_many') return throughPivot(operation, model, declared, target, foreignKey);
  if (!mayRead(operation, target)) return FORBIDDEN;
  const scoped = (alias: string) => scopeCondition(target, declared.scope ?? {}, alias);
  const same = (alias: string) => sql`${column(foreignKey.name, alias)}::text = ${column('id')}::text`;
  return {
    name,
    kind: 'one_to_many',
    model: target,
    column: foreignKey,
    // A uuid is compared as such, so that an index of the child's column serves.
    joined: (alias) =>
      sql`${foreignKey.kind === 'uuid' && hasUuid(model) ? sql`${column(foreignKey.name, alias)} = ${column('id')}` : same(alias)} and ${scoped(alias)}`,
    scoped,
  };
}
