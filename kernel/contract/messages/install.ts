/** What is said about manifests that the platform's validator takes and PostgreSQL does not. */
import type { ArithmeticFault } from '../../expressions/interval';
import { KINDS, type ColumnKind } from '../../columns/kinds';
import type { ValueFault } from '../../columns/kind';
import { message, quote, type Message, type Text } from '../text';

const DOES_NOTHING: Text = { en: 'does nothing in the playground yet', es: 'todavía no hace nada en el playground' };

const REFUSED = {
  en: "The platform's validator takes it; the install fails.",
  es: 'El validador de la plataforma lo acepta; la instalación falla.',
};
/** A finding about what fails at install, and where nobody looks for it before. */
const refused = (en: string, es: string, cureEn?: string, cureEs?: string): Message =>
  message(`${en} ${REFUSED.en}`, `${es} ${REFUSED.es}`, cureEn, cureEs);

const faultOf = (fault: ValueFault, value: unknown, type: string, kind: ColumnKind): { en: string; es: string } => {
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

const INDEX_FAULTS = {
  columns: ['An index has 32 columns at most.', 'Un índice tiene 32 columnas como máximo.'],
  single: ['An index of this method has one column.', 'Un índice de este método tiene una sola columna.'],
  wide: [
    'Vectors of so many numbers do not fit an entry of an index, which has 2,704 bytes; every row that has them is refused.',
    'Vectores de tantos números no caben en una entrada de un índice, que tiene 2.704 bytes; se rechaza toda fila que los tenga.',
  ],
  unique: ['An index of this method cannot be unique.', 'Un índice de este método no puede ser único.'],
} as const;

const KEY_FAULTS = {
  unique: [
    'The columns pointed at are neither the primary key nor covered by a unique index of their own.',
    'Las columnas referidas no son la clave primaria ni las cubre un índice único propio.',
  ],
  repeated: ['A column pointed at is named twice.', 'Una columna referida se nombra dos veces.'],
  generated: ['A computed column cannot be set to null.', 'Una columna calculada no puede ponerse a null.'],
} as const;

const computedFault = (fault: ArithmeticFault['fault'], type: string): { en: string; es: string } =>
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
  generatedExtra: (field: string): Message =>
    message(
      `A computed column cannot have \`${field}\`.`,
      `Una columna calculada no puede llevar \`${field}\`.`,
      `Remove \`${field}\`, or \`generated\`.`,
      `Quite \`${field}\`, o \`generated\`.`,
    ),
  systemColumn: (name: string): Message =>
    refused(
      `Every table of PostgreSQL has a column ${quote(name)} already.`,
      `Toda tabla de PostgreSQL ya tiene una columna ${quote(name)}.`,
      'Give the column another name.',
      'Dé otro nombre a la columna.',
    ),
  typeBounds: (type: string, fault: 'length' | 'precision' | 'scale'): Message =>
    fault === 'length'
      ? refused(
          `${type} has no room for anything.`,
          `${type} no deja sitio para nada.`,
          'Give it a length above zero.',
          'Dele una longitud mayor que cero.',
        )
      : fault === 'precision'
        ? refused(
            `The precision of ${type} is not between 1 and 1000.`,
            `La precisión de ${type} no está entre 1 y 1000.`,
            'Write for example numeric(12,2).',
            'Escriba por ejemplo numeric(12,2).',
          )
        : refused(
            `The scale of ${type} is above 1000.`,
            `La escala de ${type} pasa de 1000.`,
            'Write for example numeric(12,2).',
            'Escriba por ejemplo numeric(12,2).',
          ),
  columnCount: (count: number): Message =>
    refused(
      `The table would have ${count} columns with those that hosts add; PostgreSQL takes 1,600.`,
      `La tabla tendría ${count} columnas con las que agregan los hosts; PostgreSQL admite 1.600.`,
      'Move columns into a model of their own.',
      'Lleve columnas a un modelo propio.',
    ),
  nameTooLong: (name: string): Message =>
    refused(
      `${quote(name)} is longer than the 63 bytes that PostgreSQL keeps of a name.`,
      `${quote(name)} es más largo que los 63 bytes que PostgreSQL guarda de un nombre.`,
      'Shorten it.',
      'Acórtelo.',
    ),
  defaultFit: (value: unknown, type: string, kind: ColumnKind, fault: ValueFault): Message => {
    const { en, es } = faultOf(fault, value, type, kind);
    const happens =
      fault === 'type'
        ? REFUSED
        : fault === 'decimals'
          ? { en: '', es: '' }
          : { en: 'Every row that takes the default is refused.', es: 'Se rechaza toda fila que tome el valor por defecto.' };
    return message(
      `${en} ${happens.en}`.trim(),
      `${es} ${happens.es}`.trim(),
      `Write ${KINDS[kind].form.en}.`,
      `Escriba ${KINDS[kind].form.es}.`,
    );
  },
  defaultPoints: (value: unknown, model: string): Message =>
    message(
      `No seeded row of ${model} has ${quote(value)}, so every row that takes the default breaks the foreign key.`,
      `Ninguna fila inicial de ${model} tiene ${quote(value)}; toda fila que tome el valor por defecto rompe la clave foránea.`,
      'Seed that row, or remove the default.',
      'Incluya esa fila inicial o quite el valor por defecto.',
    ),
  seedFit: (value: unknown, column: string, type: string, kind: ColumnKind, fault: ValueFault): Message => {
    const { en, es } = faultOf(fault, value, type, kind);
    const happens = fault === 'decimals' ? { en: '', es: '' } : REFUSED;
    return message(
      `${column}: ${en} ${happens.en}`.trim(),
      `${column}: ${es} ${happens.es}`.trim(),
      `Write ${KINDS[kind].form.en}.`,
      `Escriba ${KINDS[kind].form.es}.`,
    );
  },
  seedComputed: (column: string, expression: string, { fault, type }: ArithmeticFault): Message => {
    const what = computedFault(fault, type);
    return refused(
      `${column}: ${quote(expression)} ${what.en} over the values of this row.`,
      `${column}: ${quote(expression)} ${what.es} con los valores de esta fila.`,
      'Seed other values, or widen the types.',
      'Ponga otros valores o amplíe los tipos.',
    );
  },
  seedMissing: (column: string): Message =>
    refused(
      `The row has no value for ${quote(column)}, which needs one.`,
      `La fila no tiene valor para ${quote(column)}, que lo necesita.`,
      'Give the row a value, or the column a default.',
      'Dé un valor a la fila o un valor por defecto a la columna.',
    ),
  seedKeyComputed: (column: string): Message =>
    refused(`${quote(column)} is computed and cannot tell rows apart.`, `${quote(column)} es calculada y no puede distinguir filas.`),
  seedPoints: (column: string, value: unknown, model: string): Message =>
    refused(
      `${quote(column)} points at ${quote(value)}, and no row of ${model} with that value is seeded before this one.`,
      `${quote(column)} apunta a ${quote(value)} y ninguna fila de ${model} con ese valor se crea antes que esta.`,
      'Seed the row pointed at first, with its id written out.',
      'Cree antes la fila referida, con su id escrito.',
    ),
  // An index that no entry fits is made; its rows are refused.
  indexFit: (fault: keyof typeof INDEX_FAULTS): Message =>
    (fault === 'wide' ? message : refused)(INDEX_FAULTS[fault][0], INDEX_FAULTS[fault][1]),
  indexType: (method: string, column: string, type: string): Message =>
    refused(
      `PostgreSQL has no ${method} index for ${quote(column)} (${type}).`,
      `PostgreSQL no tiene un índice ${method} para ${quote(column)} (${type}).`,
      method === 'gin' ? 'gin takes jsonb; use btree for other columns.' : 'Use btree.',
      method === 'gin' ? 'gin admite jsonb; use btree en otras columnas.' : 'Use btree.',
    ),
  indexLiteral: (literal: string, column: string, type: string): Message =>
    refused(
      `${literal} cannot be compared with ${quote(column)} (${type}).`,
      `${literal} no se puede comparar con ${quote(column)} (${type}).`,
      'Write numbers bare, true and false bare, anything else in single quotes.',
      'Escriba números, true y false sin comillas y lo demás entre comillas simples.',
    ),
  keyFit: (fault: keyof typeof KEY_FAULTS): Message => refused(KEY_FAULTS[fault][0], KEY_FAULTS[fault][1]),
  keyType: (column: string, type: string, target: string, targetType: string): Message =>
    refused(
      `${quote(column)} (${type}) cannot point at ${quote(target)} (${targetType}).`,
      `${quote(column)} (${type}) no puede apuntar a ${quote(target)} (${targetType}).`,
      'Give both the same type, or set `policy` to logical.',
      'Dé a ambas el mismo tipo o ponga `policy` en logical.',
    ),
  tenancyType: (column: string, type: string): Message =>
    refused(
      `${quote(column)} says whose a row is and must be uuid, not ${type}.`,
      `${quote(column)} dice de quién es la fila y debe ser uuid, no ${type}.`,
      'Set its type to uuid.',
      'Ponga su tipo en uuid.',
    ),
  tenancyDatabase: (): Message =>
    refused(
      'A database of its own per tenant is reserved; no host offers it.',
      'Una base de datos propia por inquilino está reservada; ningún host la ofrece.',
      'Use shared or schema.',
      'Use shared o schema.',
    ),
  hostOnly: (name: string, host: Text, here: Text = DOES_NOTHING): Message =>
    message(`\`${name}\` ${here.en}. On a host ${host.en}.`, `\`${name}\` ${here.es}. En un host ${host.es}.`),
  hostColumn: (name: string): Message =>
    refused(
      `Hosts add a column ${quote(name)} to the table themselves.`,
      `Los hosts agregan por sí mismos una columna ${quote(name)} a la tabla.`,
      'Give the search key another name.',
      'Dé otro nombre a la clave de búsqueda.',
    ),
};
