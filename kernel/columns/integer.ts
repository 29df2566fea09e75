import { type Kind, usualMethods } from './kind';

const INTEGER = /^-?\d{1,19}$/;

/** Whether the digits fit `bigint`. */
const fits = (text: string): boolean => INTEGER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** Longer texts are beyond any type and are not counted. */
const MAX_CHARS = 30;

export const integer = {
  plain: {
    integer: { sql: 'integer', largest: 2n ** 31n - 1n },
    bigint: { sql: 'bigint', largest: 2n ** 63n - 1n },
  },
  offered: ['integer', 'bigint'],
  aliases: {
    int: 'integer',
    int4: 'integer',
    int8: 'bigint',
    long: 'bigint',
    smallint: 'integer',
    tinyint: 'integer',
    serial: 'integer',
    bigserial: 'bigint',
  },
  flat: { int: 'integer', integer: 'integer', bigint: 'bigint' },
  form: { en: 'a whole number', es: 'un número entero' },
  errorCode: 'integer',
  takesFlag: false,
  isWhole: true,
  literal: (text) => (fits(text.trim()) ? text.trim() : null),
  fault: (text, { largest = 0n }) => {
    if (!/^[-+]?\d+$/.test(text)) return 'type';
    const number = text.length > MAX_CHARS ? largest + 1n : BigInt(text);
    return number > largest || number < -largest - 1n ? 'size' : null;
  },
  assigns: ['number'],
  comparedAs: 'bigint',
  isSortable: true,
  isRanked: true,
  isNumber: true,
  isMoment: false,
  indexMethods: usualMethods,
  shortest: ({ largest = 0n }) => (largest > 2n ** 31n ? { bytes: 8, alignment: 8 } : { bytes: 4, alignment: 4 }),
  screen: { cell: 'number', control: 'number', filter: 'number_range' },
  fileCell: 'number',
} as const satisfies Kind;
