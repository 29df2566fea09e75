/** What a row is called wherever a reference points at it: open to everybody who may read the reference (SEC-READ). */
import { sql, type Fragment } from '../database/sql';
import { ownReading } from '../security/readable';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, resolveModel } from '../operation/operation';
import { column, from, pointsAt, visible } from './row';

/** The alias of the row that is pointed at. */
const POINTED = 'r';

/**
 * Something of the row a reference points at, null where it points at none of the caller's organization; null where the reference
 * leads nowhere. `of` is given the row's id and label, and nothing else can be said of it here.
 */
export function ofPointed(
  operation: Operation,
  model: DynamicModel,
  own: ModelColumn,
  of: (row: { id: Fragment; label: Fragment }) => Fragment,
): Fragment | null {
  const target = own.ref === null ? null : resolveModel(operation, model, own.ref);
  const same = target && pointsAt(target, own, POINTED);
  if (!target || !same) return null;
  const row = { id: column('id', POINTED), label: sql`${column(target.labelColumn, POINTED)}::text` };
  return sql`(select ${of(row)} from ${from(ownReading(target), POINTED)} where ${same} and ${visible(target, operation.principal.organizationId, POINTED)})`;
}

/** The label of the row a reference points at. */
export const labelOf = (operation: Operation, model: DynamicModel, own: ModelColumn): Fragment | null =>
  ofPointed(operation, model, own, ({ label }) => label);
