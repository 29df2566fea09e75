import { dropping } from '../fixes/dropping';
import type { Column } from '../../../schemas';
import type { Arithmetic } from '../../expressions/arithmetic';
import { type ArithmeticFault, intervalOf } from '../../expressions/interval';
import { arithmeticBudget, type ArithmeticBudget, computedOutcome, numberType, valuesLeftOut } from '../computed-value';
import { computedFault } from '../messages/install';
import { isBlank } from '../read/context';
import { type ColumnList, columnLists, readGenerated } from '../read/generated-columns';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  generatedFit: (expression: string, { fault, type }: ArithmeticFault, of: 'defaults' | 'rows'): Message => {
    const what = computedFault(fault, type);
    const over = of === 'rows' ? { en: '', es: '' } : { en: ' over the defaults', es: ' con los valores por defecto' };
    const refused =
      of === 'rows'
        ? { en: 'Every row that has a value of it is refused.', es: 'Se rechaza toda fila que tenga un valor de ella.' }
        : { en: 'Every row that takes the defaults is refused.', es: 'Se rechaza toda fila que tome los valores por defecto.' };
    return message(
      `${quote(expression)} ${what.en}${over.en}. ${refused.en}`,
      `${quote(expression)} ${what.es}${over.es}. ${refused.es}`,
      fault === 'zero'
        ? 'Divide by what is never zero.'
        : 'Use a wider type, for what it reads too: whole numbers are computed in their own type.',
      fault === 'zero'
        ? 'Divida entre lo que nunca sea cero.'
        : 'Use un tipo más amplio, también en lo que lee: los enteros se calculan en su propio tipo.',
    );
  },
};

/** The fault of a computed column that overflows or divides by zero over the defaults; null for none. */
function fitFault(
  { model, columns }: ColumnList,
  { type, generated = '' }: Column,
  ast: Arithmetic,
  budget: ArithmeticBudget,
): Message | null {
  const outcome = computedOutcome(type, ast, valuesLeftOut(model, columns), budget);
  if (outcome === 'unknown' || !('failed' in outcome)) return null;
  const every = computedOutcome(
    type,
    ast,
    (name) => {
      const own = numberType(columns.get(name)?.type ?? '');
      return own === null ? undefined : intervalOf(own);
    },
    budget,
  );
  return texts.generatedFit(generated, outcome.failed, every !== 'unknown' && 'failed' in every ? 'rows' : 'defaults');
}

export const rule: Rule<'GEN-FIT'> = {
  id: 'GEN-FIT',
  level: 'warning',
  fix: dropping(),
  check: (context, report) => {
    const budget = arithmeticBudget();
    for (const list of columnLists(context)) {
      for (const { column, path } of list.each) {
        const { generated } = column;
        if (isBlank(generated)) continue;
        const at = [...path, 'generated'];
        const { ast } = readGenerated(list, column);
        const fault = ast === null ? null : fitFault(list, column, ast, budget);
        if (fault !== null) report(at, fault);
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a computed column that overflows or divides by zero over the defaults; each insert that takes them would fail',
  isOwn: true,
  why: 'PostgreSQL computes the column with the types of what it reads, at every insert: what overflows or divides by zero over the defaults refuses every row that takes them.',
  example: {
    at: '/models/0/columns/4',
    before: { name: 'paid', type: 'integer', generated: 'total + 1' },
    after: { name: 'paid', type: 'numeric(12,2)', generated: 'total + 1' },
    given: { '/models/0/columns/3': { name: 'total', type: 'bigint', default: '9007199254' } },
  },
};
