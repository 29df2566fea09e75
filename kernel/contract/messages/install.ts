/** What is said about manifests that the platform's validator takes and PostgreSQL does not. */
import type { ValueFault } from '../../columns/kind';
import { type ColumnKind, KINDS } from '../../columns/kinds';
import type { ArithmeticFault } from '../../expressions/interval';
import { message, type Message, quote } from '../text';

export const REFUSED = {
  en: "The platform's validator takes it; the install fails.",
  es: 'El validador de la plataforma lo acepta; la instalación falla.',
};

/** A finding about what fails at install, and where nobody looks for it before. */
export const refused = (en: string, es: string, cureEn?: string, cureEs?: string): Message =>
  message(`${en} ${REFUSED.en}`, `${es} ${REFUSED.es}`, cureEn, cureEs);

export const faultOf = (fault: ValueFault, value: unknown, type: string, kind: ColumnKind): { en: string; es: string } => {
  const shown = quote(value);
  switch (fault) {
    case 'size':
      return { en: `${shown} is out of the range of ${type}.`, es: `${shown} está fuera del rango de ${type}.` };
    case 'length':
      return kind === 'vector'
        ? { en: `${shown} has not as many numbers as ${type}.`, es: `${shown} no tiene tantos números como ${type}.` }
        : { en: `${shown} is longer than ${type}.`, es: `${shown} es más largo que ${type}.` };
    case 'decimals':
      return {
        en: `${shown} has more decimals than ${type} keeps; PostgreSQL rounds it in silence.`,
        es: `${shown} tiene más decimales de los que guarda ${type}; PostgreSQL lo redondea sin avisar.`,
      };
    case 'type':
      return { en: `${shown} is no value of ${type}.`, es: `${shown} no es un valor de ${type}.` };
  }
};

/** Words that PostgreSQL reads as something of its own. */
const OWN_WORDS: Partial<Record<ColumnKind, RegExp>> = {
  date: /^\s*(?:[-+]?infinity|epoch|now|today|tomorrow|yesterday)\s*$/i,
  timestamp: /^\s*(?:[-+]?infinity|epoch|now|today|tomorrow|yesterday)\s*$/i,
  decimal: /^\s*[-+]?(?:nan|inf|infinity)\s*$/i,
};

const TAKEN = {
  en: 'PostgreSQL takes it for a word of its own, and not for a value that forms and answers can show.',
  es: 'PostgreSQL lo toma por una palabra propia y no por un valor que los formularios y las respuestas puedan mostrar.',
};

/** What becomes of a value that is none of its type. */
export const noneOf = (value: unknown, kind: ColumnKind): { en: string; es: string } =>
  typeof value === 'string' && OWN_WORDS[kind]?.test(value.replace(/^'(.*)'$/s, '$1')) === true ? TAKEN : REFUSED;

/** What to do about a value that its column cannot hold. */
export function cureOf(fault: ValueFault, type: string, kind: ColumnKind): { en: string; es: string } {
  switch (fault) {
    case 'type':
      return { en: `Write ${KINDS[kind].form.en}.`, es: `Escriba ${KINDS[kind].form.es}.` };
    case 'size':
      return { en: `Write what fits ${type}, or use a wider type.`, es: `Escriba lo que quepa en ${type} o use un tipo más amplio.` };
    case 'length':
      return kind === 'vector'
        ? { en: `Write as many numbers as ${type} has.`, es: `Escriba tantos números como tiene ${type}.` }
        : { en: 'Shorten it, or use a longer type.', es: 'Acórtelo o use un tipo más largo.' };
    case 'decimals':
      return {
        en: 'Write it with fewer decimals, or use a type that keeps them.',
        es: 'Escríbalo con menos decimales o use un tipo que los guarde.',
      };
  }
}

export const computedFault = (fault: ArithmeticFault['fault'], type: string): { en: string; es: string } =>
  fault === 'zero'
    ? { en: 'divides by zero', es: 'divide entre cero' }
    : { en: `is out of the range of ${type}`, es: `está fuera del rango de ${type}` };

export const installMessages = {
  generatedExpression: (expression: string): Message =>
    message(
      `${quote(expression)} is no expression of a computed column.`,
      `${quote(expression)} no es una expresión de una columna calculada.`,
      'Use column names, numbers, + - * / and parentheses; 2,000 characters and 200 operators at most.',
      'Use nombres de columna, números, + - * / y paréntesis; 2.000 caracteres y 200 operadores como máximo.',
    ),
  generatedReads: (name: string): Message =>
    message(
      `A computed column cannot read ${quote(name)}, which is computed itself.`,
      `Una columna calculada no puede leer ${quote(name)}, que también es calculada.`,
      'Write its expression out here.',
      'Escriba aquí su expresión.',
    ),
  generatedType: (name: string, type: string): Message =>
    message(
      `${quote(name)} is ${type}; a computed column and what it reads are numbers.`,
      `${quote(name)} es ${type}; una columna calculada y lo que lee son números.`,
      'Use integer, bigint or numeric.',
      'Use integer, bigint o numeric.',
    ),
};
