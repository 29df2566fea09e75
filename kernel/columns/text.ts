import { sql } from '../database/sql';
import { type Kind, usualMethods } from './kind';

/** Text without NUL, which no column can hold. */
export const plainText = (text: string): string => text.replaceAll('\u0000', '');

export const text = {
  plain: { text: { sql: 'text' } },
  sized: {
    varchar: {
      numbers: 1,
      typeOf: (length) => ({ sql: `varchar(${String(length)})`, length }),
      aliases: ['varchar2', 'string', 'char', 'character', 'text'],
    },
  },
  offered: ['varchar(200)', 'text'],
  aliases: {
    string: 'text',
    str: 'text',
    char: 'text',
    varchar: 'text',
    varchar2: 'text',
    longtext: 'text',
    email: 'text',
    url: 'text',
    enum: 'text',
    blob: 'text',
  },
  flat: { text: 'text', string: 'text' },
  form: { en: 'a text', es: 'un texto' },
  errorCode: 'invalid_type',
  takesFlag: true,
  isWhole: false,
  literal: plainText,
  fault: (given, { length }) => (length !== undefined && Array.from(given).length > length ? 'length' : null),
  assigns: ['number', 'flag', 'uuid', 'instant'],
  comparedAs: 'text',
  isSortable: true,
  isRanked: true,
  isNumber: false,
  isMoment: false,
  // Does not read the text: its length is kept with it.
  bytes: (at) => sql`coalesce(octet_length(${at}), 0)`,
  indexMethods: usualMethods,
  // It may be empty: its length alone is kept.
  shortest: () => ({ bytes: 1, alignment: 1 }),
  screen: { cell: 'text', control: 'text', filter: 'text' },
  fileCell: 'text',
} as const satisfies Kind;
