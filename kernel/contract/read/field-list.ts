/** Everything that behaves like a field: columns, fields of actions and document forms, and the cells of their lines. */
import type { ActionField, Column } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from './context';

export type Field = Pick<ActionField | Column, 'options' | 'option_filter' | 'depends_on'>;

/** `isConditional`: whether the host looks at the conditions of the field's choices, which it does not do in deeper cells. */
type Visit = (field: Field, path: readonly Step[], isConditional: boolean) => void;

/** Calls `visit` for every field the host checks; the fields of wizard steps are not among them. */
export function eachField({ manifest, models }: RuleContext, visit: Visit): void {
  // The parser bounds the depth.
  const withCells = (field: ActionField, path: readonly Step[], conditionalLevels: number): void => {
    visit(field, path, conditionalLevels > 0);
    (field.item_fields ?? []).forEach((cell, at) => withCells(cell, [...path, 'item_fields', at], conditionalLevels - 1));
  };
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => visit(column, ['models', index, 'columns', at], true));
    (model.document_forms?.types ?? []).forEach((type, at) => {
      type.fields.forEach((field, position) => withCells(field, ['models', index, 'document_forms', 'types', at, 'fields', position], 1));
    });
  }
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    (action.fields ?? []).forEach((field, at) => withCells(field, ['contributions', 'actions', index, 'fields', at], 2));
  });
}
