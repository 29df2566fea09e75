/** Formulas and the totals that relations keep on the parent. */
import { fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import type { Step } from '../pointer';
import { isBlank, type ModelFacts, type Rule, type RuleContext } from './context';

/** Reports an expression that is no arithmetic or names something else than a column. */
function checkExpression(
  rule: string,
  expression: string,
  path: readonly Step[],
  model: string,
  columns: ModelFacts['columns'],
  error: RuleContext['error'],
): void {
  const reading = readArithmetic(expression);
  // A rollup is added up by the database.
  if (!reading.ok || (rule === 'ROLL-EXPR' && !fitsSql(reading.ast))) {
    error(rule, path, modelMessages.arithmetic(expression));
    return;
  }
  const unknown = reading.names.find((name) => !columns.has(name));
  if (unknown !== undefined) error(rule, path, commonMessages.noColumn(unknown, model, columns.keys()));
}

export const formulas: Rule = ({ models, error }) => {
  for (const { model, index, columns } of models) {
    (model.formulas ?? []).forEach(({ target, tier, expr, handler }, at) => {
      const path = ['models', index, 'formulas', at];
      if (!columns.has(target)) error('FORM-TARGET', [...path, 'target'], commonMessages.noColumn(target, model.key, columns.keys()));
      if (tier === 3) {
        if (!isBlank(expr)) error('FORM-T3-EXPR', [...path, 'expr'], modelMessages.formulaTier3Expr());
        if (handler === undefined) error('FORM-T3-HANDLER', [...path, 'handler'], modelMessages.formulaTier3Handler());
        return;
      }
      if (handler !== undefined) error('FORM-HANDLER', [...path, 'handler'], modelMessages.formulaHandler());
      if (isBlank(expr)) error('FORM-EXPR', [...path, 'expr'], modelMessages.arithmetic(expr ?? ''));
      else checkExpression('FORM-EXPR', expr ?? '', [...path, 'expr'], model.key, columns, error);
    });
  }
};

export const rollups: Rule = ({ models, byKey, error }) => {
  for (const { model, index, columns } of models) {
    (model.relations ?? []).forEach((relation, at) => {
      // A child of another addon has no columns that are known here.
      const children: ModelFacts['columns'] = byKey.get(relation.through)?.columns ?? new Map();
      (relation.rollups ?? []).forEach(({ target, fn = 'sum', from, expr }, position) => {
        const path = ['models', index, 'relations', at, 'rollups', position];
        if (!columns.has(target)) error('ROLL-TARGET', [...path, 'target'], commonMessages.noColumn(target, model.key, columns.keys()));
        const hasFrom = !isBlank(from);
        const hasExpr = !isBlank(expr);
        if (hasFrom && hasExpr) error('ROLL-BOTH', path, modelMessages.rollupBoth());
        if (!hasFrom && !hasExpr && fn !== 'count') error('ROLL-NONE', path, modelMessages.rollupNone(fn));
        if (hasFrom && !children.has(from ?? ''))
          error('ROLL-FROM', [...path, 'from'], commonMessages.noColumn(from ?? '', relation.through, children.keys()));
        if (hasExpr) checkExpression('ROLL-EXPR', expr ?? '', [...path, 'expr'], relation.through, children, error);
      });
    });
  }
};
