import { isUuid } from '../values/uuid';
import { type Kind, usualMethods } from './kind';

export const uuid = {
  plain: { uuid: { sql: 'uuid' } },
  offered: ['uuid'],
  aliases: { guid: 'uuid' },
  flat: { uuid: 'uuid' },
  form: {
    en: 'a uuid such as 0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a',
    es: 'un uuid como 0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a',
  },
  errorCode: 'uuid',
  takesFlag: false,
  isWhole: false,
  literal: (text) => (isUuid(text.trim()) ? text.trim().toLowerCase() : null),
  fault: (text) => (isUuid(text) ? null : 'type'),
  assigns: ['uuid'],
  comparedAs: 'uuid',
  isSortable: true,
  isRanked: false,
  isNumber: false,
  isMoment: false,
  indexMethods: usualMethods,
  shortest: () => ({ bytes: 16, alignment: 1 }),
  screen: { cell: 'text', control: 'text', filter: 'text' },
  fileCell: 'text',
} as const satisfies Kind;
