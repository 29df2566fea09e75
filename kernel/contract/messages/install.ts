/** What is said about manifests that the platform's validator takes and PostgreSQL does not. */
import type { ValueFault } from '../../columns/kind';
import type { ColumnKind } from '../../columns/kinds';
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
