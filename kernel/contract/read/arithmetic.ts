/** Formulas and the totals that relations keep on the parent. */
import { fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import type { Message } from '../text';
import type { ModelFacts } from './context';

/** What is wrong with an expression: no arithmetic, or a name that is no column. */
export function arithmeticFault(expression: string, model: string, columns: ModelFacts['columns'], isSql: boolean): Message | null {
  const reading = readArithmetic(expression);
  if (!reading.ok || (isSql && !fitsSql(reading.ast))) return modelMessages.arithmetic(expression);
  const unknown = reading.names.find((name) => !columns.has(name));
  return unknown === undefined ? null : commonMessages.noColumn(unknown, model, columns.keys());
}
