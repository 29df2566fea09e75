import { dropping } from '../fixes/dropping';
import type { Column } from '../../../schemas';
import { columnTypeOf, type ColumnType } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import { type Arithmetic, evaluate, readArithmetic } from '../../expressions/arithmetic';
import { hasDefault } from '../../schema/table-columns';
import { decimalOf, misfit } from '../../values/decimal';
import { decimalText } from '../../values/fraction';
import { arithmeticBudget } from '../computed-value';
import { pointsAtMadeUp } from '../read/pointing';
import type { ModelFacts } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  type: (target: string, type: string): Message =>
    message(
      `${quote(target)} is ${type}: what a formula makes is a number, and nobody else may write the column.`,
      `${quote(target)} es ${type}: lo que da una fórmula es un número, y nadie más puede escribir la columna.`,
      'Use integer, bigint, numeric or text.',
      'Use integer, bigint, numeric o text.',
    ),
  points: (target: string, to: string): Message =>
    message(
      `${quote(target)} points at rows of ${quote(to)}: what a formula makes is a number, which is the id of none. Every row is refused.`,
      `${quote(target)} apunta a filas de ${quote(to)}: lo que da una fórmula es un número, que no es el id de ninguna. Se rechaza toda fila.`,
      'Let the formula fill another column.',
      'Haga que la fórmula llene otra columna.',
    ),
  overflow: (expression: string, value: string, type: string): Message =>
    message(
      `${quote(expression)} makes ${quote(value)} of the defaults, which is out of the range of ${type}. Every row that takes the defaults is refused.`,
      `${quote(expression)} da ${quote(value)} con los valores por defecto, fuera del rango de ${type}. Se rechaza toda fila que tome los valores por defecto.`,
      'Use a wider type, or other defaults.',
      'Use un tipo más amplio u otros valores por defecto.',
    ),
};

/** Decimal places that are worked out; what a column does not keep of them is rounded. */
const PLACES = 20;
/** Characters of a value that are shown. */
const MAX_SHOWN = 60;

/** Whether a column can hold what a formula makes; of an unknown type other rules tell. */
function takesNumbers(type: string): boolean {
  const own = columnTypeOf(type);
  return own === null || KINDS[own.kind].isNumber || own.kind === 'text';
}

/** Whether a number lies beyond what the column holds; decimals that it does not keep are rounded by the host. */
function isBeyond({ kind, largest, precision, scale, length }: ColumnType, text: string): boolean {
  if (kind === 'text') return length !== undefined && text.length > length;
  const value = decimalOf(text);
  if (value === null) return false;
  if (largest !== undefined) return BigInt(text) > largest || BigInt(text) < -largest - 1n;
  return precision !== undefined && scale !== undefined && misfit(value, precision, scale) === 'size';
}

/** The value of a column of a row that leaves out what it may; undefined where it has to bring one, or a function gives it. */
function valueLeftOut({ default: given, ...column }: Column): unknown {
  if (!hasDefault({ default: given })) return column.not_null === true || column.primary_key === true ? undefined : null;
  return typeof given === 'string' ? given.replace(/^'(.*)'$/s, '$1') : given;
}

interface Worked {
  text: string;
  own: ColumnType;
}

/** What a formula comes to over the defaults and what formulas before it made of them; null where a row may decide it. */
function worked({ columns }: ModelFacts, target: string, ast: Arithmetic, values: ReadonlyMap<string, unknown>): Worked | null {
  const own = columnTypeOf(columns.get(target)?.type ?? '');
  if (own === null || (!KINDS[own.kind].isNumber && own.kind !== 'text')) return null;
  const names = ast.flatMap((node) => (node.kind === 'name' ? [node.name] : []));
  if (names.some((name) => values.has(name) && values.get(name) === undefined)) return null;
  const text = decimalText(
    evaluate(ast, (name) => values.get(name)),
    own.kind === 'integer' ? 0 : PLACES,
  );
  return { own, text: own.kind === 'integer' ? text : text.replace(/\.?0+$/, '') };
}

export const rule: Rule<'FORM-FIT'> = {
  id: 'FORM-FIT',
  level: 'warning',
  fix: dropping(1),
  check: (context, report) => {
    const budget = arithmeticBudget();
    for (const facts of context.models) {
      const { model, index, columns } = facts;
      if (model.formulas === undefined || model.formulas.length === 0) continue;
      const values = new Map([...columns].map(([name, column]) => [name, valueLeftOut(column)]));
      // A new row has no children yet; smallest and average of none are nothing, and count for zero.
      for (const { rollups = [] } of model.relations ?? []) for (const { target } of rollups) values.set(target, '0');
      model.formulas.forEach(({ target, tier, expr = '' }, at) => {
        const type = columns.get(target)?.type ?? '';
        const to = tier === 3 ? null : pointsAtMadeUp(context, model, target);
        if (tier !== 3 && !takesNumbers(type)) report(['models', index, 'formulas', at, 'target'], texts.type(target, type));
        else if (to !== null) report(['models', index, 'formulas', at, 'target'], texts.points(target, to));
        const reading = tier === 3 ? null : readArithmetic(expr);
        budget.operators -= reading?.ok === true ? reading.ast.length : 0;
        const value = reading?.ok === true && budget.operators >= 0 ? worked(facts, target, reading.ast, values) : null;
        values.set(target, value?.text);
        if (value === null || !isBeyond(value.own, value.text)) return;
        const shown = value.text.length > MAX_SHOWN ? `${value.text.slice(0, MAX_SHOWN)}…` : value.text;
        report(['models', index, 'formulas', at, 'expr'], texts.overflow(expr, shown, type));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a formula that overflows its column over the defaults; each row that takes them would be refused',
  isOwn: true,
  why: 'The host works the formula out at every write. What its column cannot hold refuses the row.',
  example: {
    at: '/models/0/formulas',
    before: [{ target: 'paid', expr: 'total * 1000' }],
    after: [{ target: 'paid', expr: 'total * 10' }],
    given: {
      '/models/0/columns/3': { name: 'total', type: 'integer', default: 5 },
      '/models/0/columns/4': { name: 'paid', type: 'numeric(5,2)' },
    },
  },
};
