/** Expressions that nothing could evaluate are refused at install: a constraint that cannot be read would never refuse a row. */
import type { Model } from '../../schemas';
import { fitsSql, readArithmetic, readGuard } from '../contract/expressions/arithmetic';
import { KernelError } from '../errors';

const isGiven = (expression: string | undefined): expression is string => (expression ?? '').trim() !== '';

function refuse(model: Model, what: string, expression: string): never {
  throw new KernelError(
    'bad_expression',
    `${model.table}: ${what} “${expression.slice(0, 80)}” cannot be evaluated, or is too long to be.`,
    {
      details: { table: model.table },
    },
  );
}

/** @throws KernelError `bad_expression` */
export function refuseUnreadable(model: Model): void {
  for (const { expr } of model.columns.flatMap(({ constraints = [] }) => constraints))
    if (!readGuard(expr).ok) refuse(model, 'the constraint', expr);
  for (const { expr } of model.formulas ?? []) if (isGiven(expr) && !readArithmetic(expr).ok) refuse(model, 'the formula', expr);
  for (const { expr } of (model.relations ?? []).flatMap(({ rollups = [] }) => rollups))
    if (isGiven(expr) && !fitsSql(readArithmetic(expr))) refuse(model, 'the rollup', expr);
}
