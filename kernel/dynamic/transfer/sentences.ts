/** What is said of a file and of its cells, as a person reads it in the list of an import. */
import type { FieldError } from '../../failure';
import { localeOf } from '../../locale';

export type Localized = readonly [en: string, es: string];

export const inLanguage = ([en, es]: Localized, language: string): string => (localeOf(language) === 'es' ? es : en);

const SENTENCES: Readonly<Record<string, Localized>> = {
  required: ['a value is required', 'falta un valor'],
  invalid_option: ['is none of the choices', 'no es ninguna de las opciones'],
  not_found: ['points at a record that does not exist', 'apunta a un registro que no existe'],
  duplicate: ['is taken already', 'ya está en uso'],
  invalid_type: ['is no value of this column', 'no es un valor de esta columna'],
  min: ['is below {min}', 'es menor que {min}'],
  max: ['is above {max}', 'es mayor que {max}'],
  min_length: ['is shorter than {min} characters', 'tiene menos de {min} caracteres'],
  max_length: ['is longer than {max} characters', 'tiene más de {max} caracteres'],
  regex: ['does not have the expected form', 'no tiene la forma esperada'],
  decimals: ['has more than {max} decimals', 'tiene más de {max} decimales'],
  uuid: ['is no identifier', 'no es un identificador'],
  numeric: ['is no number', 'no es un número'],
  integer: ['is no whole number', 'no es un número entero'],
  cell_error: ['holds the error {text}', 'contiene el error {text}'],
  no_result: [
    'is a formula without a result: open the file in a spreadsheet and save it',
    'es una fórmula sin resultado: abra el archivo en una hoja de cálculo y guárdelo',
  ],
  no_heading: [
    'has no heading: a text that holds the separator of the file belongs in quotes',
    'no tiene encabezado: un texto que contiene el separador del archivo va entre comillas',
  ],
  ambiguous_number: [
    'could be a number with decimals or with thousands: write it with a point before the decimals and nothing between thousands',
    'puede ser un número con decimales o con miles: escríbalo con un punto antes de los decimales y sin nada entre los miles',
  ],
  ambiguous_date: ['could be two days: write it as 2026-01-31', 'puede ser dos días distintos: escríbalo como 2026-01-31'],
  first_stage: ['is not where a row begins: {stage}', 'no es donde empieza un registro: {stage}'],
  protected: ['cannot be written', 'no se puede escribir'],
};

/** What is told of a file that is read, beside its faults. */
export const NOTES = {
  windows_1252: [
    'The file is not UTF-8; its letters were read as western Windows writes them (windows-1252). Look at the accented ones.',
    'El archivo no está en UTF-8; sus letras se leyeron como las escribe Windows occidental (windows-1252). Revise las acentuadas.',
  ],
  lost_letters: [
    'Whoever wrote the file had lost letters already: \ufffd stands in their place in {cells} cells, the first in row {row}. It is read as it stands.',
    'Quien escribió el archivo ya había perdido letras: hay \ufffd en su lugar en {cells} celdas, la primera en la fila {row}. Se lee tal como está.',
  ],
  unread: [
    'These headings are no columns that a file can fill, and what stands under them is not read: {names}.',
    'Estos encabezados no son columnas que un archivo pueda llenar, y lo que hay debajo no se lee: {names}.',
  ],
} as const satisfies Record<string, Localized>;

export function cellSentence({ code, params }: FieldError, language: string): string {
  const length = params?.kind === 'length' && Object.hasOwn(SENTENCES, `${code}_length`);
  const text = inLanguage(SENTENCES[length ? `${code}_length` : code] ?? [code, code], language);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));
}
