/**
 * Filters of the list query: `f_<column>=<value>` and `f_<relation>.<column>=<value>`, ANDed (docs/architecture/04,
 * CRUD-FILTER). What does not exist or cannot be compared drops the clause, never the request.
 */
import { sql, type Fragment } from '../database/sql';
import type { ReadableModel } from '../security/readable';
import { columnNamed } from './extensions';
import { filterCondition, isTooLong, MAX_VALUE_BYTES } from './filter-value';
import type { Operation } from '../operation/operation';
import { type Relation, relationNamed } from './relations';
import { column, from, visible } from './row';
import { withoutControls } from './search';

/** More clauses than any screen has; the rest is dropped and noted. */
const MAX_FILTERS = 200;

/** The alias of the row on the other side of a relation. */
const RELATED = 'r';

/** Rows whose relation leads to a row for which `condition` holds. */
function throughRelation(operation: Operation, relation: Relation, condition: Fragment): Fragment {
  const { model } = relation;
  return sql`exists (select 1 from ${from(model, RELATED)} where ${relation.joined(RELATED)} and ${visible(model, operation.principal.organizationId, RELATED)} and ${condition})`;
}

/** The condition of one filter, or the reason why there is none. */
function clauseOf(operation: Operation, model: ReadableModel, name: string, value: string): Fragment | string {
  if (value === '') return 'empty value';
  if (isTooLong(value)) return `value longer than ${MAX_VALUE_BYTES} bytes`;
  const dot = name.indexOf('.');
  const found = columnNamed(operation, model, name);
  if (found) return filterCondition({ kind: found.own.kind, at: found.at }, value) ?? 'value cannot be compared with this column';
  if (dot < 0) return 'no such column';
  const relation = relationNamed(operation, model, name.slice(0, dot));
  if (typeof relation === 'string') return relation;
  const other = relation.model.columns.get(name.slice(dot + 1));
  if (!other) return 'no such column';
  const condition = filterCondition({ kind: other.kind, at: column(other.name, RELATED) }, value);
  return condition === null ? 'value cannot be compared with this column' : throughRelation(operation, relation, condition);
}

/** The conditions of every `f_` parameter that can be applied; what is dropped is noted with its reason. */
export function filterConditions(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Fragment[] {
  const conditions: Fragment[] = [];
  for (const [parameter, raw] of parameters) {
    if (!parameter.startsWith('f_')) continue;
    const clause =
      conditions.length >= MAX_FILTERS
        ? `more than ${MAX_FILTERS} filters`
        : clauseOf(operation, model, parameter.slice(2), withoutControls(raw));
    if (typeof clause === 'string') operation.trace?.decide({ kind: 'filter-dropped', parameter, reason: clause });
    else conditions.push(clause);
  }
  return conditions;
}
