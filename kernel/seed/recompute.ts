/** Brings rollups and the formulas behind them up to date for whole tables, after rows came or went in bulk. */
import type { Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import { applyFormulas } from '../dynamic/computed';
import type { DynamicModel } from '../installed/model';
import { asCaller, type Operation } from '../operation/operation';
import { type Kept, keptBy, rollupValue } from '../dynamic/rollups';
import { column, from, ROW, type Row, visible } from '../dynamic/row';
import type { SqlText } from '../dynamic/values';
import { ownReading } from '../security/readable';

/** Parents brought up to date by one statement. */
const BATCH = 20_000;

/** Writes the formulas of rows whose rollups changed. */
async function writeFormulas(session: Session, model: DynamicModel, rows: readonly Row[]): Promise<void> {
  const records = rows.map((row) => {
    const values = new Map<string, SqlText>();
    applyFormulas(model, values, row);
    return { ' id': String(row.id), ...Object.fromEntries(values) };
  });
  const names = Object.keys(records[0] ?? {}).filter((name) => name !== ' id');
  if (names.length === 0) return;
  const shape = join([' id', ...names].map((name) => sql`${sql.id(name)} text`));
  const assignments = names.map(
    (name) => sql`${sql.id(name)} = ${sql.id('x', name)}::${sql.raw(model.columns.get(name)?.sqlType ?? 'text')}`,
  );
  await session.run(
    compile(
      sql`update ${tableId(model.schema, model.table)} as ${sql.id(ROW)} set ${join(assignments)} from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as x(${shape}) where ${column('id')} = ${sql.id('x', ' id')}::${sql.raw(model.columns.get('id')?.sqlType ?? 'uuid')}`,
    ),
  );
}

/** Writes what one relation adds up to for these parents, children read once for all; answers the rows that changed. */
async function refreshKept(operation: Operation, session: Session, kept: Kept, ids: readonly string[]): Promise<Row[]> {
  const { parent, relation } = kept;
  const rollups = kept.rollups.filter(({ target }) => parent.columns.has(target));
  if (rollups.length === 0) return [];
  const organizationId = operation.principal.organizationId;
  const mine = sql`${column('id')} = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::${sql.raw(parent.columns.get('id')?.sqlType ?? 'uuid')}))`;
  const values = rollups.map((rollup, index) => sql`${rollupValue(kept, rollup, (value) => value)} as ${sql.id(` v${String(index)}`)}`);
  const summed = sql`select ${column('id')}, ${join(values)} from ${from(ownReading(parent))} left join ${from(relation.model, 'c')}
    on ${relation.joined('c')} and ${visible(relation.model, organizationId, 'c')} where ${mine} group by ${column('id')}`;
  const pairs = rollups.map(({ target }, index) => ({ own: target, found: sql`${sql.id('x', ` v${String(index)}`)}` }));
  const changed = pairs.map(({ own, found }) => sql`${column(own)} is distinct from ${found}`);
  const { rows } = await session.run<Row>(
    compile(
      sql`update ${tableId(parent.schema, parent.table)} as ${sql.id(ROW)} set ${join(pairs.map(({ own, found }) => sql`${sql.id(own)} = ${found}`))} from (${summed}) as x where ${column('id')} = x.id and (${join(changed, sql` or `)}) returning ${sql.id(ROW)}.*`,
    ),
  );
  return rows;
}

/** One batch of parents behind `after`; answers the last id, or null at the end. */
async function refreshBatch(operation: Operation, session: Session, model: DynamicModel, kept: readonly Kept[], after: string | null) {
  const behind = after === null ? sql`true` : sql`${column('id')} > ${after}::${sql.raw(model.columns.get('id')?.sqlType ?? 'uuid')}`;
  const { rows } = await session.run<{ id: string | number }>(
    compile(
      sql`select ${column('id')} from ${from(ownReading(model))} where ${visible(model, operation.principal.organizationId)} and ${behind} order by ${column('id')} limit ${BATCH}`,
    ),
  );
  const ids = rows.map(({ id }) => String(id));
  if (ids.length === 0) return null;
  // The last state of a row that several relations changed.
  const changed = new Map<string, Row>();
  for (const one of kept) for (const row of await refreshKept(operation, session, one, ids)) changed.set(String(row.id), row);
  await writeFormulas(session, model, [...changed.values()]);
  return ids.length < BATCH ? null : (ids.at(-1) ?? null);
}

/** Models that keep something of their children, those further from the top first: theirs is summed up next. */
function parentsOf(operation: Operation, children: ReadonlySet<DynamicModel>): { model: DynamicModel; kept: Kept[] }[] {
  const models = operation.registry.addons(operation.principal.organizationId).flatMap((addon) => addon.models);
  let parents = models.map((model) => ({ model, kept: keptBy(operation, model) })).filter(({ kept }) => kept.length > 0);
  const affected = new Set(children);
  // What a parent keeps may itself be kept further up.
  for (let size = -1; size !== affected.size;) {
    size = affected.size;
    for (const { model, kept } of parents) if (kept.some(({ relation }) => affected.has(relation.model))) affected.add(model);
  }
  parents = parents.filter(({ kept }) => kept.some(({ relation }) => affected.has(relation.model)));
  const ordered: typeof parents = [];
  while (parents.length > 0) {
    const open = new Set(parents.map(({ model }) => model));
    const next =
      parents.find(({ model, kept }) => kept.every(({ relation }) => relation.model === model || !open.has(relation.model))) ?? parents[0];
    if (!next) break;
    ordered.push(next);
    parents = parents.filter((parent) => parent !== next);
  }
  return ordered;
}

/** Brings up to date what is kept of the rows of `children`; `pause` runs between batches. Answers the models that changed. */
export async function recompute(
  operation: Operation,
  children: ReadonlySet<DynamicModel>,
  pause: () => Promise<void>,
): Promise<DynamicModel[]> {
  const parents = parentsOf(operation, children);
  for (const { model, kept } of parents) {
    let after: string | null = null;
    do {
      const start: string | null = after;
      after = await asCaller(operation, (session) => refreshBatch(operation, session, model, kept, start));
      await pause();
    } while (after !== null);
  }
  return parents.map(({ model }) => model);
}
