/** How records look in pickers, figures for the pickers of others, and published lists of choices. */
import type { OptionDisplayCondition, OptionTrailing } from '../../../schemas';
import { readPlaceholders } from '../../expressions/small';
import { trimmed } from '../../expressions/trim';
import { blockMessages } from '../messages/blocks';
import { commonMessages } from '../messages/common';
import type { Step } from '../pointer';
import { eachRepeated, isEmpty, type ModelFacts, type Rule, type RuleContext } from './context';

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

interface Picker {
  facts: ModelFacts;
  error: RuleContext['error'];
}

export const optionDisplay: Rule = ({ models, error }) => {
  for (const facts of models) {
    const display = facts.model.option_display;
    if (display === undefined) continue;
    const picker = { facts, error };
    const path = ['models', facts.index, 'option_display'];
    if (display.title !== undefined) checkText(display.title, [...path, 'title'], picker);
    (display.subtitle ?? []).forEach((part, at) => checkText(part, [...path, 'subtitle', at], picker));
    checkColumn(display.image, [...path, 'image'], picker);
    const trailing = display.trailing ?? [];
    eachRepeated(
      trailing.map(({ key }) => key),
      (at, key) => error('OD-DUP', [...path, 'trailing', at, 'key'], commonMessages.repeated(key)),
    );
    trailing.forEach((figure, at) => checkTrailing(figure, [...path, 'trailing', at], picker));
    (display.badges ?? []).forEach(({ field, text, values, when }, at) => {
      const where = [...path, 'badges', at];
      checkColumn(field, [...where, 'field'], picker);
      if (field === undefined && Object.keys(values ?? {}).length > 0)
        error('OD-BADGE-VALUES', [...where, 'values'], blockMessages.badgeValues());
      else if (field === undefined && isEmpty(text)) error('OD-BADGE', where, blockMessages.badgeEmpty());
      if (when !== undefined) checkCondition(when, [...where, 'when'], picker);
    });
  }
};

function checkColumn(name: string | undefined, path: readonly Step[], { facts, error }: Picker): void {
  if (name !== undefined && !facts.columns.has(name))
    error('OD-COL', path, commonMessages.noColumn(name, facts.model.key, facts.columns.keys()));
}

function checkText(text: string, path: readonly Step[], picker: Picker): void {
  const part = trimmed(text);
  const names = IDENTIFIER.test(part) ? [part] : readPlaceholders(part).names;
  if (names.length === 0) picker.error('OD-NOCOL', path, blockMessages.pickerNoColumn(text));
  const unknown = names.find((name) => !picker.facts.columns.has(name));
  checkColumn(unknown, path, picker);
}

function checkTrailing(figure: OptionTrailing, path: readonly Step[], picker: Picker): void {
  if ((figure.field === undefined) === (figure.metric === undefined)) picker.error('OD-FIELDMETRIC', path, blockMessages.fieldOrMetric());
  checkColumn(figure.field, [...path, 'field'], picker);
  if (figure.currency_field !== undefined && figure.format !== 'money')
    picker.error('OD-CURRENCY', [...path, 'currency_field'], blockMessages.currencyFormat());
  checkColumn(figure.currency_field, [...path, 'currency_field'], picker);
  if (figure.when !== undefined) checkCondition(figure.when, [...path, 'when'], picker);
  (figure.tones ?? []).forEach(({ when }, at) => {
    const where = [...path, 'tones', at, 'when'];
    if (when.field !== undefined) picker.error('OD-TONE-FIELD', [...where, 'field'], blockMessages.toneField());
    checkCondition(when, where, picker);
  });
}

function checkCondition({ field, op, value, ref, ref_metric }: OptionDisplayCondition, path: readonly Step[], picker: Picker): void {
  checkColumn(field, [...path, 'field'], picker);
  checkColumn(ref, [...path, 'ref'], picker);
  const operands = [value, ref, ref_metric].filter((operand) => operand !== undefined).length;
  if (op === 'empty' || op === 'not_empty') {
    if (operands > 0) picker.error('OD-OPERAND', path, blockMessages.noOperand(op));
  } else if (operands !== 1) picker.error('OD-OPERAND', path, blockMessages.oneOperand());
}

export const optionMetrics: Rule = ({ manifest, byKey, error }) => {
  const given = manifest.option_metrics ?? [];
  eachRepeated(
    given.map(({ key, target }) => `${target} ${key}`),
    (index) => error('OM-DUP', ['option_metrics', index, 'key'], commonMessages.repeated(given[index]?.key ?? '')),
  );
  given.forEach((metric, index) => {
    const path = ['option_metrics', index];
    const [addon, target = ''] = metric.target.split('.');
    if (addon === manifest.metadata.key && !byKey.has(target))
      error('OM-TARGET', [...path, 'target'], commonMessages.noModel(target, byKey.keys()));
    if (metric.aggregate !== 'count' && metric.column === undefined)
      error('OM-COL', [...path, 'column'], blockMessages.metricColumn(metric.aggregate));
    const facts = byKey.get(metric.model);
    if (facts === undefined) {
      error('OM-MODEL', [...path, 'model'], commonMessages.noModel(metric.model, byKey.keys()));
      return;
    }
    const own = (name: string | undefined, where: readonly Step[], columns = facts.columns, model = metric.model): void => {
      if (name !== undefined && !columns.has(name)) error('OM-COL', where, commonMessages.noColumn(name, model, columns.keys()));
    };
    own(metric.foreign_key, [...path, 'foreign_key']);
    own(metric.column, [...path, 'column']);
    for (const name of Object.keys(metric.where ?? {})) own(name, [...path, 'where', name]);
    (metric.scope ?? []).forEach(({ column, through }, at) => {
      const where = [...path, 'scope', at];
      own(column, [...where, 'column']);
      if (through?.model === undefined) return;
      const other = byKey.get(through.model);
      if (other === undefined) error('OM-MODEL', [...where, 'through', 'model'], commonMessages.noModel(through.model, byKey.keys()));
      else own(through.column, [...where, 'through', 'column'], other.columns, through.model);
    });
  });
};

export const optionCatalogs: Rule = ({ manifest, byKey, error }) => {
  (manifest.provides_options ?? []).forEach((catalog, index) => {
    const path = ['provides_options', index];
    const facts = byKey.get(catalog.model);
    if (facts === undefined) {
      error('POPT-MODEL', [...path, 'model'], commonMessages.noModel(catalog.model, byKey.keys()));
      return;
    }
    const own = (name: string | undefined, where: readonly Step[]): void => {
      if (name !== undefined && !facts.columns.has(name))
        error('POPT-COL', where, commonMessages.noColumn(name, catalog.model, facts.columns.keys()));
    };
    for (const field of ['value', 'label', 'order_by'] as const) own(catalog[field], [...path, field]);
    (catalog.extras ?? []).forEach((name, at) => own(name, [...path, 'extras', at]));
    for (const name of Object.keys(catalog.where ?? {})) own(name, [...path, 'where', name]);
  });
};
