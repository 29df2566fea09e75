/** Computed columns, which the install plane of the hosts refuses where they are no arithmetic over stored numbers. */
import type { Column, Model } from '../../../schemas';
import { columnTypeOf } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { type Arithmetic, fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { commonMessages } from '../messages/common';
import { installMessages } from '../messages/install';
import type { Step } from '../pointer';
import type { Message } from '../text';
import { isBlank, type RuleContext } from './context';

const isNumber = (type: string): boolean => {
  const kind = columnTypeOf(type)?.kind;
  return kind !== undefined && KINDS[kind].isNumber;
};

/** Columns that become one table. */
export interface ColumnList {
  name: string;
  model: Pick<Model, 'formulas' | 'relations'>;
  columns: ReadonlyMap<string, Column>;
  each: readonly { column: Column; path: readonly Step[] }[];
}

/** The columns of every model, and those that the older kind of extension adds to one model, wherever it is named. */
export function columnLists({ models }: RuleContext): ColumnList[] {
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

interface ExpressionFault {
  of: 'form' | 'type';
  message: Message;
}

/** What an expression is made of, or what is wrong with it. */
export function readGenerated(
  { name, columns }: ColumnList,
  { name: own, type, generated = '' }: Column,
): { ast: Arithmetic | null; faults: ExpressionFault[] } {
  const faults: ExpressionFault[] = isNumber(type) ? [] : [{ of: 'type', message: installMessages.generatedType(own, type) }];
  const reading = readArithmetic(generated);
  if (!reading.ok || !fitsSql(reading.ast))
    return { ast: null, faults: [...faults, { of: 'form', message: installMessages.generatedExpression(generated) }] };
  for (const read of new Set(reading.names)) {
    const column = columns.get(read);
    if (column === undefined) faults.push({ of: 'form', message: commonMessages.noColumn(read, name, columns.keys()) });
    else if (!isBlank(column.generated)) faults.push({ of: 'form', message: installMessages.generatedReads(read) });
    else if (!isNumber(column.type)) faults.push({ of: 'type', message: installMessages.generatedType(read, column.type) });
  }
  return { ast: faults.length === 0 ? reading.ast : null, faults };
}
