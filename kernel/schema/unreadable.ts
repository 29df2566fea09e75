/** Expressions that nothing could evaluate are refused at install: a constraint that cannot be read would never refuse a row. */
import type { Model } from '../../schemas';
import { fitsSql, readArithmetic } from '../expressions/arithmetic';
import { readGuard } from '../expressions/guard';
import { schemaError } from './messages';

const isGiven = (expression: string | undefined): expression is string => (expression ?? '').trim() !== '';

function refuse(model: Model, what: 'constraint' | 'formula' | 'rollup', expression: string): never {
  throw schemaError('bad_expression', { table: model.table, expression: expression.slice(0, 80), what });
}

/** @throws KernelError `bad_expression` */
export function refuseUnreadable(model: Model): void {
  for (const { expr } of model.columns.flatMap(({ constraints = [] }) => constraints))
    if (!readGuard(expr).ok) refuse(model, 'constraint', expr);
  for (const { expr } of model.formulas ?? []) if (isGiven(expr) && !readArithmetic(expr).ok) refuse(model, 'formula', expr);
  for (const { expr } of (model.relations ?? []).flatMap(({ rollups = [] }) => rollups)) {
    if (!isGiven(expr)) continue;
    const reading = readArithmetic(expr);
    if (!reading.ok || !fitsSql(reading.ast)) refuse(model, 'rollup', expr);
  }
}
