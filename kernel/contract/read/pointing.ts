/** Columns that point at rows by their ids, with a foreign key or without one. */
import type { Model } from '../../../schemas';
import type { RuleContext } from './context';

/** The name of what a column points at where that is a uuid, so that nothing else is ever found there; null for other columns. */
export function pointsAtUuid({ ownModel, tableColumns }: RuleContext, model: Model, column: string): string | null {
  const ref = model.columns.find(({ name }) => name === column)?.ref;
  const keys = (model.foreign_keys ?? []).flatMap(({ columns, references }) => {
    const at = columns.indexOf(column);
    return at < 0 ? [] : [{ to: references.model, there: references.columns[at] ?? 'id' }];
  });
  if (ref !== undefined) keys.push({ to: ref, there: 'id' });
  const found = keys.find(({ to, there }) => {
    if (to.startsWith('core.')) return there === 'id';
    const target = ownModel(to)?.model;
    return target !== undefined && tableColumns(target).get(there)?.type === 'uuid';
  });
  return found?.to ?? null;
}
