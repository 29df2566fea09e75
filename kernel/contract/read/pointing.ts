/** Columns that point at rows by their ids, with a foreign key or without one. */
import type { Model } from '../../../schemas';
import type { RuleContext } from './context';

/**
 * The name of what a column points at where the host makes up what is found there: uuids, and ids of rows that no seed names. No
 * number and no word of an author's is one of them. Null for other columns.
 */
export function pointsAtMadeUp({ ownModel, tableColumns }: RuleContext, model: Model, column: string): string | null {
  const ref = model.columns.find(({ name }) => name === column)?.ref;
  const keys = (model.foreign_keys ?? []).flatMap(({ columns, references }) => {
    const at = columns.indexOf(column);
    return at < 0 ? [] : [{ to: references.model, there: references.columns[at] ?? 'id' }];
  });
  if (ref !== undefined) keys.push({ to: ref, there: 'id' });
  const found = keys.find(({ to, there }) => {
    if (to.startsWith('core.')) return there === 'id';
    const target = ownModel(to)?.model;
    if (target === undefined) return false;
    return tableColumns(target).get(there)?.type === 'uuid' || (there === 'id' && (target.seed?.rows ?? []).length === 0);
  });
  return found?.to ?? null;
}
