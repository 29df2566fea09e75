/** The choices of fields: when they are offered, how they are filtered, what is sent with them. */
import type { FieldOption, OptionFilterRule } from '../../../schemas';
import { commonMessages } from '../messages/common';
import { fieldMessages } from '../messages/fields';
import { eachRepeated, HOST_COLUMNS, isBlank, isEmpty, type Rule } from './context';
import { eachField } from './field-list';

/** Sent with every choice, whatever the options say. */
const RESERVED_EXTRAS = new Set(['id', 'value', 'label', 'name', 'description', 'image', 'color', 'icon']);

export const optionConditions: Rule = (context) => {
  eachField(context, ({ options, depends_on }, path, isConditional) => {
    if (!isConditional || !Array.isArray(options)) return;
    options.forEach(({ when }: FieldOption, at) => {
      if (when === undefined) return;
      const where = [...path, 'options', at, 'when'];
      if (isEmpty(when.field) && isEmpty(depends_on)) context.error('OPT-WHEN-FIELD', where, fieldMessages.optionField());
      if ((when.in ?? []).length === 0 && (when.not_in ?? []).length === 0) context.error('OPT-WHEN-SET', where, fieldMessages.optionSet());
    });
  });
};

export const optionFilters: Rule = (context) => {
  eachField(context, ({ option_filter: filter }, path) => {
    if (filter === undefined) return;
    const rules: readonly OptionFilterRule[] = Array.isArray(filter) ? filter : [filter];
    rules.forEach(({ field }, at) => {
      if (isBlank(field))
        context.error('OPTF-FIELD', [...path, 'option_filter', ...(Array.isArray(filter) ? [at] : []), 'field'], commonMessages.blank());
    });
  });
};

export const extraColumns: Rule = (context) => {
  eachField(context, ({ options }, path) => {
    if (options === undefined || Array.isArray(options)) return;
    const extras = options.extra_columns ?? [];
    const where = [...path, 'options', 'extra_columns'];
    const columns = context.byKey.get(options.source ?? '')?.columns;
    eachRepeated(extras, (at, name) => context.error('XCOL-DUP', [...where, at], commonMessages.repeated(name)));
    extras.forEach((name, at) => {
      if (RESERVED_EXTRAS.has(name)) context.error('XCOL-RESERVED', [...where, at], fieldMessages.extraReserved(name));
      else if (columns !== undefined && !columns.has(name) && (name === 'id' || !HOST_COLUMNS.has(name))) {
        context.error('XCOL-COL', [...where, at], commonMessages.noColumn(name, options.source ?? '', columns.keys()));
      }
    });
  });
};
