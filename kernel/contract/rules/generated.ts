/** Computed columns, which the install plane of the hosts refuses where they are no arithmetic over stored numbers. */
import type { Column, Model } from '../../../schemas';
import { arithmeticBudget, computedOutcome, numberType, valuesLeftOut } from '../computed-value';
import { columnTypeOf } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { type Arithmetic, fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { intervalOf } from '../../expressions/interval';
import { commonMessages } from '../messages/common';
import { installMessages } from '../messages/install';
import type { Step } from '../pointer';
import { isBlank, type Rule, type RuleContext } from './context';

const isNumber = (type: string): boolean => {
  const kind = columnTypeOf(type)?.kind;
  return kind !== undefined && KINDS[kind].isNumber;
};

/** Columns that become one table. */
interface ColumnList {
  name: string;
  model: Pick<Model, 'formulas' | 'relations'>;
  columns: ReadonlyMap<string, Column>;
  each: readonly { column: Column; path: readonly Step[] }[];
}

/** The columns of every model, and those that the older kind of extension adds to one model, wherever it is named. */
function columnLists({ models }: RuleContext): ColumnList[] {
  const own = models.map(({ model, index, columns }): ColumnList => {
    const each = model.columns.map((column, at) => ({ column, path: ['models', index, 'columns', at] }));
    return { name: model.key, model, columns, each };
  });
  const added = new Map<string, { column: Column; path: Step[] }[]>();
  for (const { model, index } of models)
    (model.extensions ?? []).forEach(({ target_model: target, columns }, position) => {
      const each = columns.map((column, at) => ({ column, path: ['models', index, 'extensions', position, 'columns', at] }));
      added.set(target, [...(added.get(target) ?? []), ...each]);
    });
  const extensions = [...added].map(([name, each]): ColumnList => {
    // Of two with one name the first says what it is.
    const columns = new Map([...each].reverse().map(({ column }) => [column.name, column]));
    return { name, model: {}, columns, each };
  });
  return [...own, ...extensions];
}

/** What an expression is made of; null where something about it was reported. */
function checkedExpression({ name, columns }: ColumnList, { type, generated = '' }: Column, at: readonly Step[], context: RuleContext) {
  const { error } = context;
  const reading = readArithmetic(generated);
  if (!reading.ok || !fitsSql(reading.ast)) {
    error('GEN-EXPR', at, installMessages.generatedExpression(generated));
    return null;
  }
  let isSound = isNumber(type);
  const fault = (...[rule, message]: [string, Parameters<typeof error>[2]]): void => {
    isSound = false;
    error(rule, at, message);
  };
  for (const read of new Set(reading.names)) {
    const column = columns.get(read);
    if (column === undefined) fault('GEN-EXPR', commonMessages.noColumn(read, name, columns.keys()));
    else if (!isBlank(column.generated)) fault('GEN-EXPR', installMessages.generatedReads(read));
    else if (!isNumber(column.type)) fault('GEN-TYPE', installMessages.generatedType(read, column.type));
  }
  return isSound ? reading.ast : null;
}

export const generatedColumns: Rule = (context) => {
  const { error, warning } = context;
  const budget = arithmeticBudget();
  const checkFit = ({ model, columns }: ColumnList, { type, generated = '' }: Column, ast: Arithmetic, at: readonly Step[]): void => {
    const outcome = computedOutcome(type, ast, valuesLeftOut(model, columns), budget);
    if (outcome === 'unknown' || !('failed' in outcome)) return;
    const every = computedOutcome(
      type,
      ast,
      (name) => {
        const own = numberType(columns.get(name)?.type ?? '');
        return own === null ? undefined : intervalOf(own);
      },
      budget,
    );
    const of = every !== 'unknown' && 'failed' in every ? 'rows' : 'defaults';
    warning('GEN-FIT', at, installMessages.generatedFit(generated, outcome.failed, of));
  };
  for (const list of columnLists(context)) {
    for (const { column, path } of list.each) {
      const { name, type, generated, not_null, primary_key, default: given } = column;
      if (isBlank(generated)) continue;
      const at = [...path, 'generated'];
      if (given !== undefined && given !== null) error('GEN-EXTRA', [...path, 'default'], installMessages.generatedExtra('default'));
      if (not_null === true) error('GEN-EXTRA', [...path, 'not_null'], installMessages.generatedExtra('not_null'));
      if (primary_key === true) error('GEN-EXTRA', [...path, 'primary_key'], installMessages.generatedExtra('primary_key'));
      if (!isNumber(type)) error('GEN-TYPE', at, installMessages.generatedType(name, type));
      const ast = checkedExpression(list, column, at, context);
      if (ast !== null) checkFit(list, column, ast, at);
    }
  }
};
