/** Rows that new ones may point at, read once for a table. */
import type { CrossRule } from '../../schemas';
import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import { column, from, visible } from '../dynamic/row';
import { ownReading } from '../security/readable';
import type { Link } from './links';
import type { Random } from './random';

/** Targets held in memory for one link; of more, a part that looks random is taken. */
const MAX_TARGETS = 50_000;

export interface Target {
  /** Texts of the target's columns, in the link's order. */
  readonly values: readonly string[];
  /** What the link's `within` compares. */
  readonly group: string;
  /** What is left until a `sum_lte` rule refuses, by its error key. */
  readonly budget: Map<string, number>;
}

export interface Pool {
  readonly link: Link;
  readonly targets: readonly Target[];
  readonly byGroup: ReadonlyMap<string, readonly Target[]>;
}

function required(link: Link, rule: CrossRule): Fragment[] {
  return Object.entries(rule.require ?? {}).map(([name, wanted]) => {
    if (!link.target.columns.has(name)) return sql`false`;
    const texts = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
    return sql`${column(name)}::text in (${join(texts.map((text) => sql`${text}`))})`;
  });
}

/** What is left of a parent's maximum: it less what living rows of the model take already. */
function budgetOf(operation: Operation, model: DynamicModel, link: Link, rule: CrossRule): Fragment {
  const { max, sum, ref } = rule;
  if (max === undefined || sum === undefined || ref === undefined || !link.target.columns.has(max)) return sql`'0'`;
  const taken = sql`select coalesce(sum(${column(sum, 'c')}::numeric), 0) from ${from(ownReading(model), 'c')} where ${column(ref, 'c')}::text = ${column('id')}::text and ${visible(model, operation.principal.organizationId, 'c')}`;
  return sql`(coalesce(${column(max)}::numeric, 0) - (${taken}))::text`;
}

type PoolRow = Record<string, string | null>;

/** Reads the targets of a link. Within an organization and a state of the database the order is always the same. */
export async function loadPool(operation: Operation, session: Session, model: DynamicModel, link: Link): Promise<Pool> {
  const { target } = link;
  const sums = link.rules.filter((rule) => rule.kind === 'sum_lte');
  const list = [
    ...link.targetColumns.map((name, index) => sql`${column(name)}::text as ${sql.id(`v${String(index)}`)}`),
    ...(link.within ? [sql`${column(link.within.column)}::text as g`] : []),
    ...sums.map((rule, index) => sql`${budgetOf(operation, model, link, rule)} as ${sql.id(`b${String(index)}`)}`),
  ];
  const conditions = [
    visible(target, operation.principal.organizationId),
    ...link.targetColumns.map((name) => sql`${column(name)} is not null`),
    ...link.rules.flatMap((rule) => (rule.kind === 'ref_state' ? required(link, rule) : [])),
  ];
  const { rows } = await session.run<PoolRow>(
    compile(
      sql`select ${join(list)} from ${from(ownReading(target))} where ${join(conditions, sql` and `)} order by md5(${column('id')}::text) limit ${MAX_TARGETS}`,
    ),
  );
  const targets = rows.map((row): Target => ({
    values: link.targetColumns.map((_, index) => row[`v${String(index)}`] ?? ''),
    group: row.g ?? '',
    budget: new Map(sums.map((rule, index) => [rule.error_key, Number(row[`b${String(index)}`] ?? 0)])),
  }));
  const byGroup = new Map<string, Target[]>();
  if (link.within) for (const one of targets) byGroup.set(one.group, [...(byGroup.get(one.group) ?? []), one]);
  return { link, targets, byGroup };
}

const hasBudget = (target: Target): boolean => [...target.budget.values()].every((left) => left > 0);

/** A few targets get most of the rows, as in life. */
const SKEW = 1.4;
const BUDGET_TRIES = 20;

/** A target for a row, or null where none is possible. `mark` counts the rows, for links that are used once. */
export function pickTarget(pool: Pool, random: Random, mark: number, sibling: string | null): Target | null {
  const targets = pool.link.within && sibling !== null ? (pool.byGroup.get(sibling) ?? []) : pool.targets;
  if (targets.length === 0) return null;
  if (pool.link.unique) return targets[mark % targets.length] ?? null;
  for (let attempt = 0; attempt < BUDGET_TRIES; attempt += 1) {
    const target = targets[Math.floor(random.next() ** SKEW * targets.length)];
    if (target && hasBudget(target)) return target;
  }
  return targets.find(hasBudget) ?? null;
}
