/** What of a manifest no table can be made of, in both languages: a code and its details, and the sentence made of them. */
import { KernelError } from '../errors';
import type { Locale } from '../locale';
import { NOT_OF_KIND, type ValueKind } from '../values/stored-shape';
import { visible } from '../values/visible';

/** What each refusal knows. */
export interface SchemaProblems {
  bad_index_predicate: { term: string };
  unknown_column_type: { type: string };
  unsafe_default: { value: string; reason: 'nul' | 'quotes' | 'object' };
  bad_expression: { table: string; expression: string; what: 'constraint' | 'formula' | 'rollup' };
  bad_generated_column: { expression: string };
  identifier_too_long: { name: string; what: 'table' | 'column'; limit: number };
  /** `what`: the index, rule or foreign key that reads the column, with the name it has. */
  unknown_column: { column: string; table?: string; what: 'index' | 'rule' | 'foreign key' | 'generated'; name?: string };
  tenancy_not_implemented: Readonly<Record<string, never>>;
  /** A stored manifest that is none: `place` is a pointer into it, or the key of the addon that it is of; `kind` what should be there. */
  stored_damaged: { fault: 'kind'; place: string; kind: ValueKind } | { fault: 'missing' | 'other addon'; place: string };
}

export type SchemaErrorCode = keyof SchemaProblems;
type Sentence<C extends SchemaErrorCode> = (details: SchemaProblems[C]) => string;

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

export const SCHEMA_SENTENCES: { readonly [C in SchemaErrorCode]: Record<Locale, Sentence<C>> } = {
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
    en: (damage) => {
      const place = damage.place === '' ? 'the stored manifest' : damage.place;
      if (damage.fault === 'kind') return `${place} ${NOT_OF_KIND[damage.kind].en}`;
      return damage.fault === 'missing' ? `${place} is missing` : `the stored manifest is that of “${place}”`;
    },
    es: (damage) => {
      const place = damage.place === '' ? 'el manifiesto guardado' : damage.place;
      if (damage.fault === 'kind') return `${place} ${NOT_OF_KIND[damage.kind].es}`;
      return damage.fault === 'missing' ? `falta ${place}` : `el manifiesto guardado es el de «${place}»`;
    },
  },
};

/** A manifest that no table can be made of; the error speaks English, and `installSentence` any language. */
export function schemaError<C extends SchemaErrorCode>(code: C, details: SchemaProblems[C]): KernelError {
  const sentence = SCHEMA_SENTENCES[code].en as (details: unknown) => string;
  return new KernelError(code, visible(sentence(details)), { details: { ...details } });
}
