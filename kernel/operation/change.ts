/** A write of one row, and how realtime listeners are told of it. */
import type { DynamicModel } from '../installed/model';
import { writeJson } from '../values/json';
import type { Operation } from './operation';

export type Row = Record<string, unknown>;

export type RowAction = 'created' | 'updated' | 'deleted';

/** A write of one row. */
export interface Change {
  model: DynamicModel;
  action: RowAction;
  id: string;
  before: Row | null;
  after: Row | null;
  reason?: string | undefined;
}

const same = (left: unknown, right: unknown): boolean => left === right || writeJson(left) === writeJson(right);

/** Names of the columns whose values differ; the stamps of the kernel always do and say nothing. */
export function changedFields({ model, before, after }: Change): string[] {
  if (!before || !after) return [];
  // Columns of extensions are called `<Key>.<column>`; the objects beside their references are in one of the rows only.
  const added = Object.keys(after).filter((name) => name.includes('.') && name in before);
  return [...model.columns.keys(), ...added].filter(
    (name) => name !== 'updated_at' && name !== 'updated_by_id' && !same(before[name] ?? null, after[name] ?? null),
  );
}

/** The stages a change moved a row between. */
function stagesOf({ model, before, after }: Change): { stage_from?: string; stage_to?: string } {
  const field = model.declared?.stage_field ?? '';
  const [from, to] = [before?.[field], after?.[field]];
  return typeof from === 'string' && typeof to === 'string' && from !== to ? { stage_from: from, stage_to: to } : {};
}

/** Tells the realtime listeners of a committed change. */
export function publishChange(operation: Operation, change: Change): void {
  const { model, action, id } = change;
  const fields = changedFields(change);
  operation.publish({
    type: 'DATA_EVENT',
    payload: {
      org_id: operation.principal.organizationId,
      addon: model.addonKey,
      model: model.key,
      table: model.table,
      action,
      id,
      ...stagesOf(change),
      actor_id: operation.principal.userId,
      at: new Date(operation.services.clock.now()).toISOString(),
      ...(fields.length > 0 && { fields }),
    },
  });
}
