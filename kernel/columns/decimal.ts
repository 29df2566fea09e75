import { decimalOf, misfit } from '../values/decimal';
import { type Kind, usualMethods } from './kind';

const DECIMAL = /^-?(\d{1,120}(\.\d{0,60})?|\.\d{1,60})(e[+-]?\d{1,3})?$/i;

export const decimal = {
  plain: { numeric: { sql: 'numeric(18,4)', precision: 18, scale: 4 } },
  sized: {
    numeric: {
      numbers: 2,
      typeOf: (precision, scale) => ({ sql: `numeric(${String(precision)},${String(scale)})`, precision, scale }),
      aliases: ['decimal', 'number', 'money'],
    },
  },
  offered: ['numeric(12,2)', 'numeric'],
  aliases: {
    float: 'numeric',
    double: 'numeric',
    real: 'numeric',
    decimal: 'numeric',
    number: 'numeric',
    money: 'numeric',
    currency: 'numeric',
  },
  flat: { decimal: 'numeric', float: 'numeric', number: 'numeric', double: 'numeric' },
  form: { en: 'a number', es: 'un número' },
  errorCode: 'numeric',
  takesFlag: false,
  isWhole: false,
  literal: (text) => (DECIMAL.test(text.trim()) ? text.trim() : null),
  fault: (text, { precision = 1000, scale = 0 }) => {
    const value = /^[-+.\de]+$/i.test(text) ? decimalOf(text) : null;
    return value === null ? 'type' : misfit(value, precision, scale);
  },
  assigns: ['number'],
  comparedAs: 'numeric',
  isSortable: true,
  isRanked: true,
  isNumber: true,
  isMoment: false,
  indexMethods: usualMethods,
  shortest: () => ({ bytes: 3, alignment: 1 }),
  screen: { cell: 'number', control: 'number', filter: 'number_range' },
  fileCell: 'number',
} as const satisfies Kind;
