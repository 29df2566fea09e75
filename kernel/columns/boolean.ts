import { type Kind, usualMethods } from './kind';

const TRUE = new Set(['true', 't', '1']);
const FALSE = new Set(['false', 'f', '0']);
/** What PostgreSQL reads as yes, as a manifest may write it. */
const YES = /^(?:true|t|yes|y|on|1)$/i;
const WORD = /^(?:true|false|t|f|yes|no|y|n|on|off|1|0)$/i;

/** Whether a word of a manifest is true, as PostgreSQL reads it. */
export const isYes = (word: string): boolean => YES.test(word);

export const boolean = {
  plain: { boolean: { sql: 'boolean' } },
  offered: ['boolean'],
  aliases: { bool: 'boolean' },
  flat: { bool: 'boolean', boolean: 'boolean' },
  form: { en: 'true or false', es: 'true o false' },
  errorCode: 'invalid_type',
  takesFlag: true,
  isWhole: true,
  literal: (text) => {
    const word = text.trim().toLowerCase();
    return TRUE.has(word) ? 'true' : FALSE.has(word) ? 'false' : null;
  },
  fault: (text) => (WORD.test(text) ? null : 'type'),
  assigns: ['flag'],
  comparedAs: 'boolean',
  isSortable: true,
  isRanked: false,
  isNumber: false,
  isMoment: false,
  indexMethods: usualMethods,
  shortest: () => ({ bytes: 1, alignment: 1 }),
  screen: { cell: 'boolean', control: 'boolean', filter: 'boolean', plainStyle: 'boolean' },
  fileCell: 'flag',
} as const satisfies Kind;
