/** Folio counters: a column that nobody filled gets the next number of its counter, without gaps (CRUD-SEQUENCES). */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { SqlText } from './values';

const PLACEHOLDER = /\{seq(?::0(\d{1,2}))?\}/;

/** @example folio('F-{seq:05}', 42) // 'F-00042' */
export const folio = (format: string, value: number | string): string =>
  format.replace(PLACEHOLDER, (_, width: string | undefined) => String(value).padStart(Number(width ?? 0), '0'));

/**
 * Fills the columns of a new row that count. The counter is raised in the row's own transaction: a row that is not
 * written gives its number back, and two rows at once never get the same.
 */
export async function applySequences(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
): Promise<void> {
  const { organizationId, branchId } = operation.principal;
  for (const own of model.columns.values()) {
    const sequence = model.declared?.sequences?.find(({ key }) => key === own.declared?.sequence);
    if (!sequence || (values.get(own.name) ?? '') !== '') continue;
    const branch = sequence.scope === 'branch' ? (values.get('branch_id') ?? branchId ?? '') : '';
    const { rows } = await session.run<{ value: number }>(
      compile(sql`insert into metacore.sequences as s (organization_id, addon_key, model, key, branch, value)
        values (${organizationId}, ${model.addonKey}, ${model.key}, ${sequence.key}, ${branch}, 1)
        on conflict (organization_id, addon_key, model, key, branch) do update set value = s.value + 1 returning value`),
    );
    values.set(own.name, folio(sequence.format, rows[0]?.value ?? 1));
  }
}
