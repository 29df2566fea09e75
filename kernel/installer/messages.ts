/** Everything the installer refuses, in both languages. A refusal is a code and its details; the sentence is made here, so that a page can say it in another language. */
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { visible } from '../values/visible';

/** What each refusal knows. Places are `table.column`; pointers lead into the manifest. */
export interface InstallProblems {
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
  bad_index_predicate: { term: string };
  unknown_column_type: { type: string };
  unsafe_default: { value: string; reason: 'nul' | 'quotes' | 'object' };
  bad_expression: { table: string; expression: string; what: 'constraint' | 'formula' | 'rollup' };
  bad_generated_column: { expression: string };
  identifier_too_long: { name: string; what: 'table' | 'column'; limit: number };
  /** `what`: the index, rule or foreign key that reads the column, with the name it has. */
  unknown_column: { column: string; table?: string; what: 'index' | 'rule' | 'foreign key' | 'generated'; name?: string };
  tenancy_not_implemented: Readonly<Record<string, never>>;
  /** A stored manifest that is none: `place` is a pointer into it. */
  stored_damaged: { fault: 'no object' | 'no metadata' | 'no list' | 'block' | 'model' | 'other addon'; place: string };
}

export type InstallErrorCode = keyof InstallProblems;
type Sentence<C extends InstallErrorCode> = (details: InstallProblems[C]) => string;

const NOTHING = { en: 'Nothing was changed.', es: 'No se cambió nada.' };

const WHAT = {
  index: { en: 'the index', es: 'el índice' },
  rule: { en: 'the rule', es: 'la regla' },
  'foreign key': { en: 'a foreign key', es: 'una clave foránea' },
  generated: { en: 'a generated column', es: 'una columna calculada' },
  constraint: { en: 'the constraint', es: 'la restricción' },
  formula: { en: 'the formula', es: 'la fórmula' },
  rollup: { en: 'the rollup', es: 'la acumulación' },
  table: { en: 'table', es: 'de la tabla' },
  column: { en: 'column', es: 'de la columna' },
} satisfies Record<string, Record<Locale, string>>;

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
  bad_index_predicate: {
    en: ({ term }) => `“${term}” is no condition of a partial index.`,
    es: ({ term }) => `«${term}» no es una condición de un índice parcial.`,
  },
  unknown_column_type: {
    en: ({ type }) => `“${type}” is no column type of the contract.`,
    es: ({ type }) => `«${type}» no es un tipo de columna del contrato.`,
  },
  unsafe_default: {
    en: ({ value, reason }) =>
      ({
        nul: `The default ${value} holds a NUL character.`,
        quotes: `The default ${value} holds a quote, a semicolon or a backslash; a default is a plain value.`,
        object: 'A default is a text, a number, a boolean or null; objects and lists are not possible.',
      })[reason],
    es: ({ value, reason }) =>
      ({
        nul: `El valor por defecto ${value} contiene un carácter NUL.`,
        quotes: `El valor por defecto ${value} contiene comillas, un punto y coma o una barra invertida; debe ser un valor simple.`,
        object: 'Un valor por defecto es un texto, un número, un booleano o null; no puede ser un objeto ni una lista.',
      })[reason],
  },
  bad_expression: {
    en: ({ table, expression, what }) => `${table}: ${WHAT[what].en} “${expression}” cannot be evaluated, or is too long to be.`,
    es: ({ table, expression, what }) => `${table}: ${WHAT[what].es} «${expression}» no se puede evaluar o es demasiado larga para ello.`,
  },
  bad_generated_column: {
    en: ({ expression }) =>
      `“${expression}” is no expression of a generated column: only columns, numbers, + - * / and parentheses are possible.`,
    es: ({ expression }) =>
      `«${expression}» no es una expresión de una columna calculada: solo caben columnas, números, + - * / y paréntesis.`,
  },
  identifier_too_long: {
    en: ({ name, what, limit }) => `The ${WHAT[what].en} “${name}” is longer than the ${limit} bytes PostgreSQL keeps.`,
    es: ({ name, what, limit }) => `El nombre ${WHAT[what].es} «${name}» pasa de los ${limit} bytes que guarda PostgreSQL.`,
  },
  unknown_column: {
    en: ({ column, table, what, name }) =>
      table === undefined
        ? `A generated column reads “${column}”, which the model does not have.`
        : `${table}: ${WHAT[what].en}${name === undefined ? '' : ` “${name}”`} names the column “${column}”, which the model does not have.`,
    es: ({ column, table, what, name }) =>
      table === undefined
        ? `Una columna calculada lee «${column}», que el modelo no tiene.`
        : `${table}: ${WHAT[what].es}${name === undefined ? '' : ` «${name}»`} nombra la columna «${column}», que el modelo no tiene.`,
  },
  tenancy_not_implemented: {
    en: () => 'A database of its own per tenant is reserved by the contract; no host offers it.',
    es: () => 'El contrato reserva una base de datos propia por inquilino; ningún host la ofrece.',
  },
  stored_damaged: {
    en: ({ fault, place }) =>
      ({
        'no object': 'the stored manifest is no object',
        'no metadata': 'the stored manifest has no metadata',
        'no list': `${place} is no list of objects`,
        block: `${place} is no object`,
        model: `${place} has no key, no table or no columns`,
        'other addon': `the stored manifest is that of “${place}”`,
      })[fault],
    es: ({ fault, place }) =>
      ({
        'no object': 'el manifiesto guardado no es un objeto',
        'no metadata': 'el manifiesto guardado no tiene metadata',
        'no list': `${place} no es una lista de objetos`,
        block: `${place} no es un objeto`,
        model: `${place} no tiene clave, tabla o columnas`,
        'other addon': `el manifiesto guardado es el de «${place}»`,
      })[fault],
  },
};

const sentence = (code: InstallErrorCode, details: Readonly<Record<string, unknown>>, locale: Locale): string =>
  visible((SENTENCES[code][locale] as (details: unknown) => string)(details));

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
