/** Folio counters: a column that nobody filled gets the next number of its counter, without gaps (CRUD-SEQUENCES). */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { folio } from '../expressions/small';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { SqlText } from './values';

/** Raises a counter by so many and answers the last of them. `branch` is empty where the organization counts. */
export async function raiseCounter(
  session: Session,
  organizationId: string,
  model: DynamicModel,
  key: string,
  branch: string,
  by: number,
): Promise<number> {
  const { rows } = await session.run<{ value: number }>(
    compile(sql`insert into metacore.sequences as s (organization_id, addon_key, model, key, branch, value)
      values (${organizationId}, ${model.addonKey}, ${model.key}, ${key}, ${branch}, ${by})
      on conflict (organization_id, addon_key, model, key, branch) do update set value = s.value + excluded.value returning value`),
  );
  return rows[0]?.value ?? by;
}

export interface Counter {
  /** Tells a counter from another. */
  place: string;
  model: string;
  key: string;
  branch: string;
  addon: string;
  to: number;
}

/** The counters of an organization as they stand. */
export async function countersOf(session: Session, organizationId: string): Promise<Counter[]> {
  const { rows } = await session.run<Counter>(
    compile(sql`select addon_key || '/' || model || '/' || key || '/' || branch as place, model, key, branch, addon_key as addon, value as "to"
      from metacore.sequences where organization_id = ${organizationId} order by 1`),
  );
  return rows;
}

/** Sets a counter back to `from`, where nobody counted on. */
export async function lowerCounter(
  session: Session,
  organizationId: string,
  counter: Omit<Counter, 'place'> & { from: number },
): Promise<void> {
  const { addon, model, key, branch, from, to } = counter;
  await session.run(
    compile(sql`update metacore.sequences set value = ${from} where organization_id = ${organizationId} and addon_key = ${addon}
      and model = ${model} and key = ${key} and branch = ${branch} and value = ${to}`),
  );
}

/** Counters are kept by the model's key: they go on under a new one, unless that counted already. */
export async function renameCounters(
  session: Session,
  { addonKey, from, to }: { addonKey: string; from: string; to: string },
): Promise<void> {
  await session.run(
    compile(sql`update metacore.sequences s set model = ${to} where addon_key = ${addonKey} and model = ${from}
      and not exists (select 1 from metacore.sequences o where o.organization_id = s.organization_id and o.addon_key = s.addon_key
        and o.model = ${to} and o.key = s.key and o.branch = s.branch)`),
  );
}

export async function forgetCounters(session: Session, addonKey: string): Promise<void> {
  await session.run(compile(sql`delete from metacore.sequences where addon_key = ${addonKey}`));
}

/**
 * Fills the columns of new rows that count, in their order. Counters are raised in the rows' own transaction, each once: rows that are
 * not written give their numbers back, and two rows at once never get the same.
 */
export async function applySequences(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly Map<string, SqlText>[],
): Promise<void> {
  const { organizationId, branchId } = operation.principal;
  for (const own of model.columns.values()) {
    const sequence = model.declared?.sequences?.find(({ key }) => key === own.declared?.sequence);
    if (!sequence) continue;
    const counting = new Map<string, Map<string, SqlText>[]>();
    for (const values of rows) {
      if ((values.get(own.name) ?? '') !== '') continue;
      const branch = sequence.scope === 'branch' ? (values.get('branch_id') ?? branchId ?? '') : '';
      counting.set(branch, [...(counting.get(branch) ?? []), values]);
    }
    for (const [branch, counted] of counting) {
      const last = await raiseCounter(session, organizationId, model, sequence.key, branch, counted.length);
      counted.forEach((values, index) => values.set(own.name, folio(sequence.format, last - counted.length + 1 + index)));
    }
  }
}
