/** What is said about the text itself, before it is a document. */
import { message, type Message, quote } from '../text';

const kib = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;

/** What becomes of a field that a flat document gives again: hosts read the later value over the one that is there. */
export type Outcome = 'replaced' | 'merged' | 'kept';

const OUTCOMES = {
  replaced: { en: 'the later one counts', es: 'cuenta el último' },
  kept: { en: 'this null changes nothing, the earlier one counts', es: 'este null no cambia nada, cuenta el anterior' },
  merged: {
    en: 'hosts read this one over the earlier one, field by field and item by item, and what it does not give stays as it was',
    es: 'los hosts leen este encima del anterior, campo por campo y elemento por elemento, y lo que no indica queda como estaba',
  },
};
const REMOVE_ONE = ['Remove one of them.', 'Quite una de las dos.'] as const;
const ONE_OF_TWO: Readonly<Record<Outcome, readonly [en: string, es: string]>> = {
  replaced: REMOVE_ONE,
  kept: ['Remove the null.', 'Quite el null.'],
  merged: ['Write both as one.', 'Escriba las dos como una sola.'],
};

export const jsonMessages = {
  empty: (): Message => message('The file is empty.', 'El archivo está vacío.', 'Start with `{`.', 'Empiece con `{`.'),
  tooLarge: (bytes: number, limit: number): Message =>
    message(
      `The manifest has ${kib(bytes)}; more than ${kib(limit)} are not read.`,
      `El manifiesto tiene ${kib(bytes)}; no se leen más de ${kib(limit)}.`,
      'Move data such as long texts or pictures into files of the bundle.',
      'Mueva los datos, como textos largos o imágenes, a archivos del paquete.',
    ),
  tooDeep: (limit: number): Message =>
    message(
      `Nested deeper than ${limit} levels here; deeper documents are not read.`,
      `Aquí el anidamiento pasa de ${limit} niveles; no se leen documentos más profundos.`,
    ),
  tooMany: (limit: number): Message =>
    message(`More than ${limit} values; longer documents are not read.`, `Más de ${limit} valores; no se leen documentos más largos.`),
  byteOrderMark: (): Message =>
    message(
      'The file starts with a byte order mark, which is not JSON.',
      'El archivo empieza con una marca de orden de bytes, que no es JSON.',
      'Save it as UTF-8 without BOM.',
      'Guárdelo como UTF-8 sin BOM.',
    ),
  comment: (): Message =>
    message(
      'JSON has no comments.',
      'JSON no admite comentarios.',
      'Remove it; columns and some blocks have a `comment` field.',
      'Quítelo; las columnas y algunos bloques tienen un campo `comment`.',
    ),
  trailingComma: (): Message =>
    message('A comma with nothing after it.', 'Una coma sin nada después.', 'Remove the comma.', 'Quite la coma.'),
  expected: (en: string, es: string, found: string): Message =>
    message(
      `Expected ${en}, found ${found === '' ? 'the end of the file' : quote(found)}.`,
      `Se esperaba ${es} y hay ${found === '' ? 'el final del archivo' : quote(found)}.`,
    ),
  unclosed: (bracket: string, line: number): Message =>
    message(
      `The file ends before the \`${bracket}\` of line ${line} is closed.`,
      `El archivo termina sin cerrar el \`${bracket}\` de la línea ${line}.`,
      `Add the missing \`${bracket === '{' ? '}' : ']'}\`.`,
      `Agregue el \`${bracket === '{' ? '}' : ']'}\` que falta.`,
    ),
  afterEnd: (): Message =>
    message('Text after the end of the document.', 'Hay texto después del final del documento.', 'Remove it.', 'Quítelo.'),
  badString: (): Message =>
    message(
      'The text is not closed on its line.',
      'El texto no se cierra en su línea.',
      'Add the missing `"`; write line breaks as `\\n`.',
      'Agregue la `"` que falta; escriba los saltos de línea como `\\n`.',
    ),
  badEscape: (): Message =>
    message(
      'An escape that JSON does not know.',
      'Una secuencia de escape que JSON no conoce.',
      'Write a backslash as `\\\\`.',
      'Escriba una barra invertida como `\\\\`.',
    ),
  controlCharacter: (): Message =>
    message(
      'A control character inside a text.',
      'Un carácter de control dentro de un texto.',
      'Write it as an escape, for example `\\t`.',
      'Escríbalo como escape, por ejemplo `\\t`.',
    ),
  badNumber: (found: string): Message => message(`${quote(found)} is not a number.`, `${quote(found)} no es un número.`),
  overflow: (found: string): Message =>
    message(
      `The number ${found.slice(0, 30)} is too large to be stored.`,
      `El número ${found.slice(0, 30)} es demasiado grande para guardarlo.`,
    ),
  digits: (found: string): Message =>
    message(
      `Hosts read ${found.slice(0, 60)} as ${String(Number(found))}: the number has more digits than they keep.`,
      `Los hosts leen ${found.slice(0, 60)} como ${String(Number(found))}: el número tiene más dígitos de los que conservan.`,
      'Write a default or a value of a row as a text in quotes, any other number with fewer digits.',
      'Escriba un valor por defecto o el de una fila como texto entre comillas, y cualquier otro número con menos dígitos.',
    ),
  duplicateKey: (key: string): Message =>
    message(
      `${quote(key)} is given twice in this object; only this last one counts.`,
      `${quote(key)} aparece dos veces en este objeto; solo cuenta esta última.`,
      'Remove one of them.',
      'Quite una de las dos.',
    ),
  otherCase: (name: string, field: string): Message =>
    message(
      `Hosts read ${quote(name)} as ${quote(field)}: they take no notice of case. Other tools do.`,
      `Los hosts leen ${quote(name)} como ${quote(field)}: no distinguen mayúsculas. Otras herramientas sí.`,
      `Write ${quote(field)}.`,
      `Escriba ${quote(field)}.`,
    ),
  /** In a flat document, where the later value does not take the place of the earlier one. */
  mergedKey: (key: string, outcome: Outcome): Message =>
    message(
      `${quote(key)} is given twice in this object; ${OUTCOMES[outcome].en}.`,
      `${quote(key)} aparece dos veces en este objeto; ${OUTCOMES[outcome].es}.`,
      ...ONE_OF_TWO[outcome],
    ),
  sameField: (name: string, field: string, outcome: Outcome): Message =>
    message(
      `Hosts read ${quote(name)} over the ${quote(field)} before it: they take no notice of case, and ${OUTCOMES[outcome].en}.`,
      `Los hosts leen ${quote(name)} encima del ${quote(field)} anterior: no distinguen mayúsculas y ${OUTCOMES[outcome].es}.`,
      ...ONE_OF_TWO[outcome],
    ),
  loneSurrogate: (): Message =>
    message(
      'Half of a surrogate pair: the host reads it as the replacement character.',
      'Medio par sustituto: el host lo lee como el carácter de reemplazo.',
      'Write both halves, or the character itself.',
      'Escriba las dos mitades o el propio carácter.',
    ),
  nul: (): Message =>
    message(
      'A NUL character, which no text of PostgreSQL can hold: hosts cannot store the manifest, and the install fails.',
      'Un carácter NUL, que ningún texto de PostgreSQL puede guardar: los hosts no pueden almacenar el manifiesto y la instalación falla.',
      'Remove it.',
      'Quítelo.',
    ),
};
