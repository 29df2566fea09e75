/** Guided forms for documents with lines. */
import type { DocumentFormType, DocumentSource } from '../../../schemas';
import { blockMessages } from '../messages/blocks';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated, isBlank, isEmpty, type Rule, type RuleContext } from './context';

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

export const documentForms: Rule = ({ models, error }) => {
  for (const { model, index, columns } of models) {
    const forms = model.document_forms;
    if (forms === undefined) continue;
    const path = ['models', index, 'document_forms'];
    if (!isEmpty(forms.type_field)) {
      const field = forms.type_field ?? '';
      if (!columns.has(field)) error('DF-TYPEFIELD', [...path, 'type_field'], commonMessages.noColumn(field, model.key, columns.keys()));
      const values = forms.types.map(({ key, value }) => (value === undefined || value === '' ? key : value));
      eachRepeated(values, (at, value) => error('DF-VALUE', [...path, 'types', at, 'value'], blockMessages.documentValue(value)));
    }
    eachRepeated(
      forms.types.map(({ key }) => key),
      (at, key) => error('DF-DUP', [...path, 'types', at, 'key'], commonMessages.repeated(key)),
    );
    forms.types.forEach((type, at) => checkType(type, forms.lines_field, [...path, 'types', at], error));
  }
};

function checkType(type: DocumentFormType, linesField: string | undefined, path: readonly Step[], error: RuleContext['error']): void {
  if (isBlank(type.label)) error('DF-LABEL', [...path, 'label'], commonMessages.blank());
  const keys = type.fields.map(({ key }) => key);
  keys.forEach((key, at) => {
    if (isBlank(key)) error('DF-FIELD', [...path, 'fields', at, 'key'], commonMessages.blank());
  });
  eachRepeated(keys, (at, key) => error('DF-FIELD-DUP', [...path, 'fields', at, 'key'], commonMessages.repeated(key)));
  if (type.lines !== undefined && type.lines !== false) {
    const lines = type.lines === true ? {} : type.lines;
    const field = lines.field ?? linesField ?? 'lines';
    if (keys.includes(field)) error('DF-LINES-CLASH', [...path, 'lines'], blockMessages.linesClash(field));
    (lines.columns ?? []).forEach((name, at) => {
      if (isBlank(name)) error('DF-LINES-DUP', [...path, 'lines', 'columns', at], commonMessages.blank());
    });
    eachRepeated(lines.columns ?? [], (at, name) =>
      error('DF-LINES-DUP', [...path, 'lines', 'columns', at], commonMessages.repeated(name)),
    );
  }
  const sources = type.sources ?? [];
  eachRepeated(
    sources.map(({ key }) => key),
    (at, key) => error('DF-SRC-DUP', [...path, 'sources', at, 'key'], commonMessages.repeated(key)),
  );
  sources.forEach((source, at) => checkSource(source, [...path, 'sources', at], error));
  checkDelegation(type, path, error);
}

/** A type whose records another model creates declares nothing that would be created here. */
function checkDelegation(type: DocumentFormType, path: readonly Step[], error: RuleContext['error']): void {
  if (isEmpty(type.create_model)) return;
  const unused = (['fields', 'lines', 'endpoint', 'submit_action', 'layout', 'party', 'sources', 'preview'] as const).filter((field) => {
    const value = type[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;
  });
  if (unused.length > 0) error('DF-CREATE', [...path, 'create_model'], blockMessages.createElsewhere(type.create_model ?? '', unused));
}

function checkSource(source: DocumentSource, path: readonly Step[], error: RuleContext['error']): void {
  if (!IDENTIFIER.test(source.key)) error('DF-SRC-KEY', [...path, 'key'], commonMessages.notSnakeCase(source.key));
  for (const field of ['model', 'lines'] as const)
    if (isBlank(source[field])) error('DF-SRC-BLANK', [...path, field], commonMessages.blank());
  for (const field of ['qty_field', 'line_link_field', 'remaining_qty_field', 'link_field'] as const) {
    const name = source[field];
    if (name !== undefined && name !== '' && !IDENTIFIER.test(name))
      error('DF-SRC-COL', [...path, field], commonMessages.notSnakeCase(name));
  }
  const endpoint = source.remaining_endpoint;
  if (endpoint !== undefined && endpoint !== '' && !endpoint.startsWith('/'))
    error('DF-SRC-EP', [...path, 'remaining_endpoint'], blockMessages.endpoint(endpoint));
  const states = source.exclude_states ?? [];
  if (states.length > 0 && isBlank(source.line_link_field))
    error('DF-SRC-EXCL', [...path, 'exclude_states'], blockMessages.excludeStates());
  states.forEach((state, at) => {
    if (isBlank(state)) error('DF-SRC-STATE', [...path, 'exclude_states', at], commonMessages.blank());
  });
}
