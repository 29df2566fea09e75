/** Everything that behaves like a field: columns, fields of actions and document forms, and the cells of their lines. */
import type { ActionField, Column } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from './context';

export type Field = Pick<ActionField | Column, 'options' | 'option_filter' | 'depends_on'>;

/** Calls `visit` for every field the host checks; the fields of wizard steps are not among them. */
export function eachField({ manifest, models }: RuleContext, visit: (field: Field, path: readonly Step[]) => void): void {
  const withCells = (field: ActionField, path: readonly Step[]): void => {
    visit(field, path);
    (field.item_fields ?? []).forEach((cell, at) => visit(cell, [...path, 'item_fields', at]));
  };
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => visit(column, ['models', index, 'columns', at]));
    (model.document_forms?.types ?? []).forEach((type, at) => {
      type.fields.forEach((field, position) => withCells(field, ['models', index, 'document_forms', 'types', at, 'fields', position]));
    });
  }
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    (action.fields ?? []).forEach((field, at) => withCells(field, ['contributions', 'actions', index, 'fields', at]));
  });
}
