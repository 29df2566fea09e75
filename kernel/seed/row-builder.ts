/** One sample row: values that keep everything a manifest asks of a row, or none when several tries did not find any. */
import { plainDefault } from '../installed/plain-default';
import { KINDS } from '../columns/kinds';
import { applyFormulas, emptyRollups, mergedRow } from '../dynamic/computed';
import { computedColumns, type DynamicModel, lockVersionColumn } from '../installed/model';
import { ruleErrors } from '../dynamic/rules';
import type { SqlText } from '../dynamic/values';
import { type Arithmetic, evaluate } from '../expressions/arithmetic';
import { guardHoldsOrUnreadable, readGuard } from '../expressions/guard';
import { decimalText } from '../values/fraction';
import { columnValue } from './column-value';
import type { Link } from './links';
import type { ModelPlan } from './model-plan';
import { fitsType } from './number-value';
import { type Pool, pickTarget, type Target } from './pool';
import { createRandom } from './random';
import { rowContext } from './row-context';
import type { Words } from './words/words';

const TRIES = 12;
/** How often an optional reference stays empty. */
const NO_TARGET_SHARE = 0.15;
const MAX_LIST = 3;
const DAY_MS = 86_400_000;
const AGE_DAYS = 300;

export interface BuildFacts {
  readonly plan: ModelPlan;
  readonly pools: ReadonlyMap<Link, Pool>;
  readonly words: Words;
  readonly now: number;
  readonly users: readonly string[];
  readonly organizationId: string;
  /** Names the run and the table: what random numbers start from. */
  readonly origin: string;
  /** The id of the n-th row, where the sample gives its rows ids of its own. */
  readonly idOf: (n: number) => string;
}

export type SampleRow = Map<string, SqlText>;

type Chosen = Map<Link, Target>;

/** Sets the row's references; false when one that is needed has nothing to point at. */
function setLinks(facts: BuildFacts, values: SampleRow, chosen: Chosen, mark: number, random: ReturnType<typeof createRandom>): boolean {
  for (const link of facts.plan.links) {
    const pool = facts.pools.get(link);
    const sibling = link.within === null ? null : (values.get(link.within.sibling) ?? null);
    const pick = (): Target | null => (pool ? pickTarget(pool, random, mark, sibling) : null);
    if (link.multiple) {
      const targets = Array.from({ length: random.int(0, MAX_LIST) }, pick).flatMap((target) => target?.values[0] ?? []);
      for (const name of link.columns) values.set(name, JSON.stringify([...new Set(targets)]));
      continue;
    }
    const target = !link.required && !link.unique && random.chance(NO_TARGET_SHARE) ? null : pick();
    const isRoot = !target && link.required && link.target === facts.plan.model && facts.plan.ownIds && link.targetColumns.join() === 'id';
    // The first row of a tree whose rows must have a parent is its own.
    if (isRoot) {
      for (const name of link.columns) values.set(name, values.get('id') ?? null);
      continue;
    }
    if (!target && link.required) return false;
    if (target) chosen.set(link, target);
    link.columns.forEach((name, index) => values.set(name, target?.values[index] ?? null));
  }
  return true;
}

/** What a stage sets on the way in, as a move to it would have done. */
function setByStage(model: DynamicModel, values: SampleRow, changedAt: string): void {
  const { stage_field: field, on_transition: hooks = [] } = model.declared ?? {};
  const stage = field === undefined ? null : values.get(field);
  // A day that a move writes down is not there before the move.
  for (const name of hooks.flatMap(({ set }) => Object.keys(set ?? {}))) {
    const own = model.columns.get(name);
    if (own && !own.notNull && KINDS[own.kind].isMoment) values.set(name, null);
  }
  for (const hook of hooks.filter(({ to }) => to === stage)) {
    for (const [name, value] of Object.entries(hook.set ?? {})) {
      const own = model.columns.get(name);
      if (!own || name === field) continue;
      if (typeof value === 'string' && /^(now\(\)|current_timestamp)$/i.test(value))
        values.set(name, own.kind === 'date' ? changedAt.slice(0, 10) : changedAt);
      else if (value === null || value === '') values.set(name, null);
      else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values.set(name, String(value));
    }
  }
}

function setStamps(facts: BuildFacts, values: SampleRow, random: ReturnType<typeof createRandom>): string {
  const { model } = facts.plan;
  const created = facts.now - Math.floor(random.next() ** 1.3 * AGE_DAYS * DAY_MS);
  const changed = Math.min(facts.now, created + Math.floor(random.next() ** 2 * 30 * DAY_MS));
  const who = facts.users.length === 0 ? null : random.pick(facts.users);
  const stamps = {
    created_at: new Date(created).toISOString(),
    updated_at: new Date(changed).toISOString(),
    created_by_id: who,
    updated_by_id: who,
  };
  for (const [name, value] of Object.entries(stamps)) if (model.columns.has(name)) values.set(name, value);
  return stamps.updated_at;
}

/** The name that a side of a guard is, or null. */
const nameOf = ([first, ...others]: Arithmetic): string | null => (first?.kind === 'name' && others.length === 0 ? first.name : null);

/** Makes a guard that compares a column with something hold, by setting that column. */
function repair(plan: ModelPlan, values: SampleRow, text: string): void {
  const reading = readGuard(text);
  if (!reading.ok) return;
  const { left, comparison, right } = reading.guard;
  const free = new Set(plan.columns.map(({ own }) => own.name));
  const isLeft = free.has(nameOf(left) ?? '');
  const own = plan.model.columns.get(nameOf(isLeft ? left : right) ?? '');
  if (!own || !free.has(own.name) || (own.kind !== 'integer' && own.kind !== 'decimal')) return;
  const places = own.kind === 'integer' ? 0 : 2;
  const operator = isLeft ? comparison : comparison.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
  const value = evaluate(isLeft ? right : left, mergedRow(plan.model, values, null));
  const step = operator.includes('>') || operator === '!=' ? 1n : operator.includes('<') ? -1n : 0n;
  values.set(own.name, decimalText({ over: value.over + step * value.under, under: value.under }, places));
}

function brokenGuards(model: DynamicModel, values: SampleRow): string[] {
  const row = mergedRow(model, values, null);
  return [...model.columns.values()].flatMap((own) =>
    (own.declared?.constraints ?? []).filter(({ expr }) => !guardHoldsOrUnreadable(expr, row)).map(({ expr }) => expr),
  );
}

/** Whether the row is one that the row API would take. */
function isSound(plan: ModelPlan, values: SampleRow, chosen: Chosen): boolean {
  const computed = computedColumns(plan.model);
  const counted = new Set(plan.counted);
  for (const own of plan.written) {
    const value = values.get(own.name) ?? null;
    if (value === null) {
      if (own.notNull && !counted.has(own)) return false;
    } else if (computed.has(own.name)) {
      if (KINDS[own.kind].isNumber && !fitsType(own, Number(value))) return false;
    } else if (own.declared && value !== '' && ruleErrors(own, value).length > 0) return false;
  }
  for (const [link, target] of chosen) {
    for (const rule of link.rules) {
      if (rule.kind === 'sum_lte' && Number(values.get(rule.sum ?? '') ?? 0) > (target.budget.get(rule.error_key) ?? 0)) return false;
    }
  }
  return brokenGuards(plan.model, values).length === 0;
}

function spend(values: SampleRow, chosen: Chosen): void {
  for (const [link, target] of chosen) {
    for (const rule of link.rules) {
      const left = target.budget.get(rule.error_key);
      if (rule.kind === 'sum_lte' && left !== undefined) target.budget.set(rule.error_key, left - Number(values.get(rule.sum ?? '') ?? 0));
    }
  }
}

function compute(plan: ModelPlan, values: SampleRow): void {
  emptyRollups(plan.model, values);
  applyFormulas(plan.model, values, null);
}

/** Empties an optional column whose value would be refused, as a person would leave it. */
function dropUnfit(plan: ModelPlan, values: SampleRow): void {
  for (const { own } of plan.columns) {
    const value = values.get(own.name) ?? null;
    if (value !== null && !own.notNull && ruleErrors(own, value).length > 0) values.set(own.name, null);
  }
}

/**
 * The n-th row of a table, or null when none was found that keeps the model's rules. `mark` is what its unique texts carry.
 */
export function buildRow(facts: BuildFacts, n: number, mark: number): SampleRow | null {
  const { plan, words, now, users, organizationId } = facts;
  const { model } = plan;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const random = createRandom(`${facts.origin}/${String(n)}/${String(attempt)}`);
    const values: SampleRow = new Map();
    const chosen: Chosen = new Map();
    if (plan.ownIds) values.set('id', facts.idOf(n));
    if (model.tenantColumn !== null) values.set(model.tenantColumn, organizationId);
    if (!setLinks(facts, values, chosen, mark, random)) return null;
    const context = rowContext({ random, words, model, mark, now, users, organizationId, values, shrink: 4 ** attempt });
    for (const column of plan.columns) values.set(column.own.name, columnValue(column, context));
    const version = lockVersionColumn(model);
    if (version) values.set(version.name, String(plainDefault(version) ?? 1));
    setByStage(model, values, setStamps(facts, values, random));
    dropUnfit(plan, values);
    compute(plan, values);
    for (const guard of brokenGuards(model, values)) repair(plan, values, guard);
    compute(plan, values);
    if (!isSound(plan, values, chosen)) continue;
    spend(values, chosen);
    return values;
  }
  return null;
}
