import { dropping } from '../fixes/dropping';
import type { Column } from '../../../schemas';
import { columnTypeOf } from '../../columns/column-type';
import type { ValueFault } from '../../columns/kind';
import type { ColumnKind } from '../../columns/kinds';
import { guardHolds, readGuard } from '../../expressions/guard';
import { hasDefault } from '../../schema/table-columns';
import { decimalOf } from '../../values/decimal';
import { defaultFault } from '../column-value';
import { cureOf, faultOf, noneOf } from '../messages/install';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import { comparable, physicalKeys, seededPoints } from '../read/seeded-rows';
import type { Check, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  defaultFit: (value: unknown, type: string, kind: ColumnKind, fault: ValueFault): Message => {
    const { en, es } = faultOf(fault, value, type, kind);
    const happens =
      fault === 'type'
        ? noneOf(value, kind)
        : fault === 'decimals'
          ? { en: '', es: '' }
          : { en: 'Every row that takes the default is refused.', es: 'Se rechaza toda fila que tome el valor por defecto.' };
    const cure = cureOf(fault, type, kind);
    return message(`${en} ${happens.en}`.trim(), `${es} ${happens.es}`.trim(), cure.en, cure.es);
  },
  defaultPoints: (value: unknown, model: string): Message =>
    message(
      `No seeded row of ${model} has ${quote(value)}, so every row that takes the default breaks the foreign key.`,
      `Ninguna fila inicial de ${model} tiene ${quote(value)}; toda fila que tome el valor por defecto rompe la clave foránea.`,
      'Seed that row, or remove the default.',
      'Incluya esa fila inicial o quite el valor por defecto.',
    ),
  defaultBreaks: (value: unknown, expression: string): Message =>
    message(
      `${quote(value)} breaks ${quote(expression)}, so every row that takes the default is refused.`,
      `${quote(value)} no cumple ${quote(expression)}; se rechaza toda fila que tome el valor por defecto.`,
      'Choose a default that keeps the constraint, or remove it.',
      'Elija un valor por defecto que cumpla la restricción o quítelo.',
    ),
};

const defaultValues: Check = ({ models, written }, report) => {
  const look = ({ type, default: given, generated }: Pick<Column, 'type' | 'default' | 'generated'>, path: readonly Step[]): void => {
    const own = columnTypeOf(type);
    if (own === null || !isBlank(generated)) return;
    const fault = defaultFault(own, given);
    if (fault !== null) report([...path, 'default'], texts.defaultFit(written(given, [...path, 'default']), type, own.kind, fault));
  };
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => look(column, ['models', index, 'columns', at]));
    (model.extensions ?? []).forEach(({ columns }, position) =>
      columns.forEach((column, at) => look(column, ['models', index, 'extensions', position, 'columns', at])),
    );
  }
};

/** A default that points at no seeded row refuses every row that takes it. */
const pointingDefaults: Check = (context, report) => {
  const { models } = context;
  for (const { model, index } of models) {
    for (const { key, target } of physicalKeys(context, model)) {
      const [name = ''] = key.columns;
      const at = model.columns.findIndex((column) => column.name === name);
      const column = model.columns[at];
      if (key.columns.length !== 1 || column === undefined || !hasDefault(column)) continue;
      const given = column.default;
      const path = ['models', index, 'columns', at, 'default'];
      if (!seededPoints(target, key.references.columns).has(JSON.stringify([comparable(given)])))
        report(path, texts.defaultPoints(context.written(given, path), target.key));
    }
  }
};

/** A number that breaks a constraint on its column alone, which refuses and asks for no approval. */
const brokenDefaults: Check = ({ models, written }, report) => {
  for (const { model, index } of models) {
    model.columns.forEach(({ name, default: given, generated, constraints = [] }, at) => {
      const value = typeof given === 'string' ? given.replace(/^'(.*)'$/s, '$1') : given;
      if ((typeof value !== 'string' && typeof value !== 'number') || decimalOf(String(value)) === null || !isBlank(generated)) return;
      const broken = constraints.find(({ expr, on_violation: onViolation }) => {
        const reading = onViolation === 'request_approval' ? null : readGuard(expr);
        return reading?.ok === true && reading.names.every((read) => read === name) && !guardHolds(reading.guard, () => value);
      });
      const path = ['models', index, 'columns', at, 'default'];
      if (broken !== undefined) report(path, texts.defaultBreaks(written(given, path), broken.expr));
    });
  }
};

export const rule: Rule<'DEFAULT-FIT'> = {
  id: 'DEFAULT-FIT',
  level: 'warning',
  fix: dropping(),
  check: (context, report) => {
    defaultValues(context, report);
    pointingDefaults(context, report);
    brokenDefaults(context, report);
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning:
    'a default that its column cannot hold, that points at no row, or that breaks a constraint; the install or each insert would fail',
  isOwn: true,
  why: 'A default that is none of its column’s type stops the install. One that does not fit it, points at no row or breaks a constraint of the column goes into the table and then refuses every row that takes it.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'integer', default: 'none' },
    after: { name: 'status', type: 'integer', default: 0 },
  },
};
