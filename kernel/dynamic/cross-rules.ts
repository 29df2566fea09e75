/**
 * Rules that look at other records, checked in the transaction of a write (docs/architecture/04, CRUD-CROSS): `ref_state` asks
 * for the parent's state, `sum_lte` keeps the sum of its children under a parent's maximum. `unique` is an index.
 */
import type { CrossRule } from '../../schemas';
import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { RequestFailure } from '../failure';
import { ownReading } from '../security/readable';
import { mergedRow } from './computed';
import { literalOf } from '../columns/literal';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, resolveModel, translatorFor } from '../operation/operation';
import { column, from, type Row, visible } from './row';
import type { SqlText } from './values';
import { writeJson } from '../values/json';

type Scalar = string | number | boolean;

const listOf = (value: Scalar | Scalar[]): Scalar[] => (Array.isArray(value) ? value : [value]);

/** Whether a column has one of the values, as the column would write them. */
function hasOneOf(own: ModelColumn | undefined, alias: string, values: readonly Scalar[]): Fragment {
  const literals = values.flatMap((value) => (own ? (literalOf(own.kind, String(value)) ?? []) : []));
  if (!own || literals.length === 0) return sql`false`;
  return sql`${column(own.name, alias)} in (${join(literals.map((text) => sql`${text}::text::${sql.raw(own.sqlType)}`))})`;
}

function violated(operation: Operation, model: DynamicModel, rule: CrossRule): RequestFailure {
  const sentence = translatorFor(operation, model)(rule.error_key);
  const field = rule.field ?? (rule.kind === 'sum_lte' ? rule.sum : rule.ref);
  const reason = sentence === rule.error_key ? `${rule.kind} of ${rule.parent ?? ''}` : sentence;
  return new RequestFailure(422, `constraint violation (${rule.error_key}): ${reason}`, {
    code: 'constraint_violation',
    error_key: rule.error_key,
    ...(field !== undefined && { field }),
  });
}

/** A value of the row as it will be, as a text. */
function merged(model: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row | null, name: string): string | null {
  const value = mergedRow(model, values, before)(name);
  return value === null || value === undefined ? null : typeof value === 'string' ? value : writeJson(value);
}

const changes = (
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
  names: readonly (string | undefined)[],
): boolean =>
  before === null ||
  names.some((name) => name !== undefined && merged(model, values, before, name) !== merged(model, new Map(), before, name));

interface Check {
  rule: CrossRule;
  holds: Fragment;
}

/** Whether the row itself is one of those a `sum_lte` rule adds up. */
function counts(model: DynamicModel, rule: CrossRule, values: ReadonlyMap<string, SqlText>, before: Row | null): boolean {
  return Object.entries(rule.where ?? {}).every(([name, wanted]) => {
    const own = model.columns.get(name);
    const value = merged(model, values, before, name);
    const written = value === null || !own ? null : literalOf(own.kind, value);
    return written !== null && listOf(wanted).some((one) => own !== undefined && literalOf(own.kind, String(one)) === written);
  });
}

/** What the parent's row `p` has to keep. */
function conditionOf(
  operation: Operation,
  model: DynamicModel,
  parent: DynamicModel,
  rule: CrossRule,
  reference: string,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
): Fragment {
  if (rule.kind === 'ref_state') {
    const wanted = Object.entries(rule.require ?? {}).map(([name, value]) => hasOneOf(parent.columns.get(name), 'p', listOf(value)));
    return wanted.length === 0 ? sql`true` : join(wanted, sql` and `);
  }
  const { ref = '', sum = '', max = '' } = rule;
  if (!parent.columns.has(max) || !model.columns.has(sum)) return sql`true`;
  const others = [
    sql`${column(ref, 'c')}::text = ${reference}`,
    visible(model, operation.principal.organizationId, 'c'),
    ...Object.entries(rule.where ?? {}).map(([name, value]) => hasOneOf(model.columns.get(name), 'c', listOf(value))),
    ...(before === null ? [] : [sql`${column('id', 'c')}::text <> ${before.id}`]),
  ];
  const own = counts(model, rule, values, before) ? merged(model, values, before, sum) : null;
  return sql`coalesce((select sum(${column(sum, 'c')}::numeric) from ${from(ownReading(model), 'c')} where ${join(others, sql` and `)}), 0) + coalesce(${own}::text::numeric, 0) <= coalesce(${column(max, 'p')}::numeric, 0)`;
}

function checkOf(
  operation: Operation,
  model: DynamicModel,
  rule: CrossRule,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
  isRestored: boolean,
): Check | null {
  if (rule.kind === 'unique' || rule.ref === undefined) return null;
  const reads = rule.kind === 'ref_state' ? [rule.ref] : [rule.ref, rule.sum, ...Object.keys(rule.where ?? {})];
  if (
    isRestored ? rule.kind !== 'sum_lte' && rule.enforce !== 'always' : rule.enforce !== 'always' && !changes(model, values, before, reads)
  )
    return null;
  const reference = merged(model, values, before, rule.ref);
  const parent = resolveModel(operation, model, rule.parent ?? '');
  if (reference === null || !parent) {
    if (rule.on_missing_parent === 'skip') return null;
    throw violated(operation, model, rule);
  }
  const row = sql`from ${from(ownReading(parent), 'p')} where ${column('id', 'p')}::text = ${reference} and ${visible(parent, operation.principal.organizationId, 'p')}`;
  const holds = conditionOf(operation, model, parent, rule, reference, values, before);
  // A parent that is not there answers no row at all.
  return { rule, holds: sql`coalesce((select ${holds} ${row}), ${rule.on_missing_parent === 'skip'})` };
}

/**
 * Checks a row as it will be, `before` being what it was: null for a new one. A `ref_state` rule looks when the reference is
 * new, or at every write with `enforce: always`; a `sum_lte` rule when what it adds up changes.
 * @throws RequestFailure 422 `constraint_violation` with the rule's key
 */
export async function checkCrossRules(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
  how: 'written' | 'restored' = 'written',
): Promise<void> {
  const checks = (model.declared?.rules ?? []).flatMap((rule) => checkOf(operation, model, rule, values, before, how === 'restored') ?? []);
  if (checks.length === 0) return;
  const list = join(checks.map(({ holds }, index) => sql`${holds} as ${sql.id(`r${String(index)}`)}`));
  const { rows } = await session.run<Record<string, boolean>>(compile(sql`select ${list}`));
  checks.forEach(({ rule }, index) => {
    if (rows[0]?.[`r${String(index)}`] !== true) throw violated(operation, model, rule);
  });
}
