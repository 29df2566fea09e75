/** Everything the installer refuses, in both languages. A refusal is a code and its details; the sentence is made here, so that a page can say it in another language. */
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { SCHEMA_SENTENCES, type SchemaProblems } from '../schema/messages';
import { visible } from '../values/visible';
import { RELEASE_SENTENCES, type ReleaseProblems } from './release-messages';

/** What each refusal knows. Places are `table.column`; pointers lead into the manifest. */
export interface InstallProblems extends SchemaProblems, ReleaseProblems {
  /** The first thing that the check finds. */
  manifest_rejected: Record<Locale, string>;
  key_reserved: { key: string };
  downgrade_refused: { key: string; installed: string; version: string };
  requirement_missing: { addon: string; key: string; range: string; installed?: string };
  table_taken: { addon: string; owner: string; table: string; pointer: string };
  schema_taken: { addon: string; owner: string; schema: string };
  values_do_not_fit: { place: string; pointer: string; count: number; sample: string; from: string; to: string };
  values_not_computed: { table: string; column: string };
  needs_rebuild: { table: string };
  /** `reason` is PostgreSQL's own sentence. `seed`: a seed row of the table, not a step. */
  install_failed: { place: string; reason: string; sqlState: string; seed?: true; step?: unknown };
  extension_refused: { model: string; reason: 'missing' | 'extends' | 'closed' };
}

export type InstallErrorCode = keyof InstallProblems;
type Sentence<C extends InstallErrorCode> = (details: InstallProblems[C]) => string;

const NOTHING = { en: 'Nothing was changed.', es: 'No se cambió nada.' };

const SENTENCES: { [C in InstallErrorCode]: Record<Locale, Sentence<C>> } = {
  manifest_rejected: {
    en: ({ en }) => en || 'The manifest is not accepted.',
    es: ({ es }) => es || 'El manifiesto no se acepta.',
  },
  key_reserved: {
    en: ({ key }) => `“${key}” is the host’s own name: no addon is installed under it. Give the addon another key.`,
    es: ({ key }) => `«${key}» es un nombre propio del host: ningún complemento se instala con él. Dé otra clave al complemento.`,
  },
  downgrade_refused: {
    en: ({ key, installed, version }) =>
      `“${key}” ${installed} is installed, and ${version} is older: hosts refuse to go back. Give the manifest a version above ${installed}, or uninstall the addon first. ${NOTHING.en}`,
    es: ({ key, installed, version }) =>
      `«${key}» ${installed} está instalado y ${version} es anterior: los hosts se niegan a retroceder. Dé al manifiesto una versión mayor que ${installed} o desinstale antes el complemento. ${NOTHING.es}`,
  },
  requirement_missing: {
    en: ({ addon, key, range, installed }) =>
      `“${addon}” requires “${key}” ${range}, and ${installed === undefined ? 'it is not installed' : `${installed} is installed`}. Install “${key}” in a version of that range first. ${NOTHING.en}`,
    es: ({ addon, key, range, installed }) =>
      `«${addon}» requiere «${key}» ${range} y ${installed === undefined ? 'no está instalado' : `está instalado ${installed}`}. Instale antes «${key}» en una versión de ese rango. ${NOTHING.es}`,
  },
  table_taken: {
    en: ({ addon, owner, table, pointer }) =>
      `“${addon}” names the table “${table}” (${pointer}), which “${owner}” has already: requests by the table’s name would reach only one of them. Rename the table in one of the two addons. Today’s Go kernel installs both. ${NOTHING.en}`,
    es: ({ addon, owner, table, pointer }) =>
      `«${addon}» nombra la tabla «${table}» (${pointer}), que ya tiene «${owner}»: las peticiones por el nombre de la tabla llegarían solo a una de las dos. Cambie el nombre de la tabla en uno de los dos complementos. El kernel de Go actual instala ambos. ${NOTHING.es}`,
  },
  schema_taken: {
    en: ({ addon, owner, schema }) =>
      `The tables of “${addon}” belong in the schema ${schema}, which is that of “${owner}”. Give one of the two addons another key, or remove the data of “${owner}” first. ${NOTHING.en}`,
    es: ({ addon, owner, schema }) =>
      `Las tablas de «${addon}» van en el esquema ${schema}, que es el de «${owner}». Dé otra clave a uno de los dos complementos o elimine antes los datos de «${owner}». ${NOTHING.es}`,
  },
  values_do_not_fit: {
    en: ({ place, pointer, count, sample, from, to }) =>
      `${place} (${pointer}): ${count === 1 ? 'one row holds a value' : `${count} rows hold values`} that ${to} cannot keep, such as ${sample}. Change or clear ${count === 1 ? 'it' : 'them'} and install again, or leave the column ${from}. ${NOTHING.en}`,
    es: ({ place, pointer, count, sample, from, to }) =>
      `${place} (${pointer}): ${count === 1 ? 'una fila tiene un valor' : `${count} filas tienen valores`} que ${to} no puede guardar, como ${sample}. ${count === 1 ? 'Cámbielo o vacíelo' : 'Cámbielos o vacíelos'} y vuelva a instalar, o deje la columna como ${from}. ${NOTHING.es}`,
  },
  values_not_computed: {
    en: ({ table, column }) =>
      `${table}.${column}: the column holds values and cannot become a computed one. Clear them, or give the computed column another name. ${NOTHING.en}`,
    es: ({ table, column }) =>
      `${table}.${column}: la columna tiene valores y no puede pasar a ser calculada. Vacíelos o dé otro nombre a la columna calculada. ${NOTHING.es}`,
  },
  needs_rebuild: {
    en: ({ table }) =>
      `${table}: a change of the primary key or of the tenancy column needs the table to be built anew, and it holds rows. Reset the addon’s data to go on. ${NOTHING.en}`,
    es: ({ table }) =>
      `${table}: cambiar la clave primaria o la columna de la organización exige crear de nuevo la tabla, que tiene filas. Restablezca los datos del complemento para seguir. ${NOTHING.es}`,
  },
  install_failed: {
    en: ({ place, reason, seed }) => `${seed === true ? `seed of ${place}` : place}: ${reason}. ${NOTHING.en}`,
    es: ({ place, reason, seed }) =>
      `${seed === true ? `filas iniciales de ${place}` : place}: PostgreSQL lo rechaza (${reason}). ${NOTHING.es}`,
  },
  extension_refused: {
    en: ({ model, reason }) =>
      `“${model}” cannot be extended: ${{ missing: 'the installed addon has no such model', extends: 'it extends another model itself', closed: 'its addon does not list it in extension_points.model_extensions_accepted' }[reason]}.`,
    es: ({ model, reason }) =>
      `«${model}» no se puede extender: ${{ missing: 'el complemento instalado no tiene ese modelo', extends: 'él mismo extiende otro modelo', closed: 'su complemento no lo incluye en extension_points.model_extensions_accepted' }[reason]}.`,
  },
  ...SCHEMA_SENTENCES,
  ...RELEASE_SENTENCES,
};

const sentence = (code: InstallErrorCode, details: object, locale: Locale): string =>
  visible((SENTENCES[code][locale] as (details: object) => string)(details));

/** A refusal of the installer, which speaks English; see `installSentence`. */
export function installError<C extends InstallErrorCode>(code: C, details: InstallProblems[C], cause?: unknown): KernelError {
  return new KernelError(
    code,
    sentence(code, details, 'en'),
    cause === undefined ? { details: { ...details } } : { details: { ...details }, cause },
  );
}

/** The sentence of a refusal of the installer in a language; undefined for any other error. */
export const installSentence = (error: Pick<KernelError, 'code' | 'details'>, locale: Locale): string | undefined =>
  Object.hasOwn(SENTENCES, error.code) ? sentence(error.code as InstallErrorCode, error.details, locale) : undefined;
