/**
 * Sentences for what the published runtime has no words of its own for: it shows a message as it is, and translates a code by its
 * own list.
 */
import { type Locale, localeOf } from '../locale';
import type { FailureBody, FieldError } from '../failure';

type Params = Readonly<Record<string, string | number>>;

const SENTENCES: Readonly<Record<string, Record<Locale, (params: Params) => string>>> = {
  decimals: {
    en: ({ max = '' }) => `has more decimals than are kept (${max}): write it with ${max} at most, nothing is rounded`,
    es: ({ max = '' }) => `tiene más decimales de los que se guardan (${max}): escríbalo con ${max} como máximo, no se redondea nada`,
  },
  max_bytes_of_row: {
    en: () => 'makes the record larger than 16 MiB, which is more than it can be read with: shorten it',
    es: () => 'hace que el registro pase de 16 MiB, más de lo que se puede leer: acórtelo',
  },
  max_computed: {
    en: ({ type = '' }) => `would become a number out of the range of ${type}`,
    es: ({ type = '' }) => `pasaría a ser un número fuera del rango de ${type}`,
  },
  max_kept: {
    en: ({ column = '' }) => `${column} would become a number out of its range: it is computed of this record and others`,
    es: ({ column = '' }) => `${column} pasaría a ser un número fuera de su rango: se calcula con este registro y otros`,
  },
  max_index: {
    en: () => 'is longer than what its index holds: shorten it',
    es: () => 'es más largo de lo que cabe en su índice: acórtelo',
  },
  invalid_type_zero: {
    en: () => 'would be divided by zero',
    es: () => 'se dividiría entre cero',
  },
  invalid_type_dimensions: {
    en: ({ expected = '', given = '' }) => `has ${given} numbers; the column holds ${expected}`,
    es: ({ expected = '', given = '' }) => `tiene ${given} números; la columna guarda ${expected}`,
  },
  invalid_type_characters: {
    en: ({ at = '' }) => `holds NUL or half a character${at === '' ? '' : ` (at ${at})`}, which nothing can store: take it out`,
    es: ({ at = '' }) => `contiene NUL o medio carácter${at === '' ? '' : ` (en ${at})`}, que nada puede guardar: quítelo`,
  },
};

function withMessage(error: FieldError, locale: Locale): FieldError {
  const { code, message } = error;
  const params: Params = Object.fromEntries(
    Object.entries(error.params ?? {}).filter((one): one is [string, string | number] => typeof one[1] !== 'object'),
  );
  const key = params.kind === undefined ? code : `${code}_${params.kind}`;
  const sentence = Object.hasOwn(SENTENCES, key) ? SENTENCES[key] : undefined;
  return sentence && message === undefined ? { ...error, message: sentence[locale](params) } : error;
}

/** The body of a refusal with a sentence at every field whose code the runtime cannot put into words. */
export function inWords(body: FailureBody, language: string): FailureBody {
  if (body.errors === undefined) return body;
  const locale = localeOf(language);
  const errors = Object.entries(body.errors).map(([field, list]) => [field, list.map((error) => withMessage(error, locale))] as const);
  return { ...body, errors: Object.fromEntries(errors) };
}
