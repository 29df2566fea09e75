/** What is said about models: indexes, formulas, relations, stages, sequences, extensions. */
import { message, type Message, quote } from '../text';

const XRULE_NEEDS = {
  parent: ['needs `parent`', 'necesita `parent`'],
  require: ['needs a non-empty `require`', 'necesita un `require` con contenido'],
  max: ['needs `max`, the column of the parent that caps the sum', 'necesita `max`, la columna del padre que limita la suma'],
} as const;

/** The bounds of an expression (expressions/arithmetic.ts); what becomes SQL has fewer operators. */
const AT_MOST = {
  en: '2,000 characters at most, in a rollup 200 operators',
  es: '2.000 caracteres como máximo y, en un rollup, 200 operadores',
};

export const modelMessages = {
  arithmetic: (expression: string): Message =>
    message(
      `${quote(expression)} is not arithmetic over columns.`,
      `${quote(expression)} no es aritmética sobre columnas.`,
      `Use column names, numbers, + - * / and parentheses; no functions, no text; ${AT_MOST.en}.`,
      `Use nombres de columna, números, + - * / y paréntesis; sin funciones ni textos; ${AT_MOST.es}.`,
    ),
  crossNeeds: (kind: string, what: keyof typeof XRULE_NEEDS): Message =>
    message(`${quote(kind)} ${XRULE_NEEDS[what][0]}.`, `${quote(kind)} ${XRULE_NEEDS[what][1]}.`),
  crossExtra: (kind: string, field: string): Message =>
    message(`${quote(kind)} takes no \`${field}\`.`, `${quote(kind)} no lleva \`${field}\`.`),
};
