/** What is said about a document that does not have the shape of the contract. */
import { list, message, type Message, quote, type Text } from '../text';

const TYPES: Readonly<Record<string, Text>> = {
  string: { en: 'text', es: 'texto' },
  number: { en: 'a number', es: 'un número' },
  integer: { en: 'a whole number', es: 'un número entero' },
  boolean: { en: 'true or false', es: 'true o false' },
  array: { en: 'a list', es: 'una lista' },
  object: { en: 'an object', es: 'un objeto' },
  null: { en: 'null', es: 'null' },
};

/** The patterns authors meet most, in words. Others are shown as they are. */
const PATTERNS: Readonly<Record<string, Text>> = {
  '^[a-z][a-z0-9_]{1,62}$': {
    en: '2 to 63 lowercase letters, digits or `_`, from a letter on',
    es: 'de 2 a 63 letras minúsculas, dígitos o `_`, empezando por letra',
  },
  '^[a-z][a-z0-9_]{1,63}$': {
    en: '2 to 64 lowercase letters, digits or `_`, from a letter on',
    es: 'de 2 a 64 letras minúsculas, dígitos o `_`, empezando por letra',
  },
  '^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$': {
    en: 'three numbers such as 1.0.0, without a `v`',
    es: 'tres números como 1.0.0, sin `v`',
  },
  '^[A-Z][A-Za-z0-9]+$': { en: 'PascalCase such as `OrderLine`, without `_`', es: 'PascalCase como `OrderLine`, sin `_`' },
  '^[a-z][a-z0-9_]+$': {
    en: '2 or more lowercase letters, digits or `_`, from a letter on',
    es: '2 o más letras minúsculas, dígitos o `_`, empezando por letra',
  },
  '^[a-z][a-z0-9_]*$': {
    en: 'lowercase letters, digits or `_`, from a letter on',
    es: 'letras minúsculas, dígitos o `_`, empezando por letra',
  },
  '^[a-z][a-z0-9_-]*$': {
    en: 'lowercase letters, digits, `_` or `-`, from a letter on',
    es: 'letras minúsculas, dígitos, `_` o `-`, empezando por letra',
  },
  '^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$': {
    en: 'two lowercase names with exactly one dot, such as `tickets.closed`',
    es: 'dos nombres en minúsculas con un solo punto, como `tickets.closed`',
  },
  '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_:]*)+$': {
    en: 'lowercase names joined by dots, such as `tickets.close`',
    es: 'nombres en minúsculas unidos por puntos, como `tickets.close`',
  },
  '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+$': {
    en: 'lowercase names joined by dots, such as `messaging.send`',
    es: 'nombres en minúsculas unidos por puntos, como `messaging.send`',
  },
  '^[a-z][a-z0-9_]*\\.[A-Z][A-Za-z0-9]+$': {
    en: 'an addon and a model, such as `sales.Order`',
    es: 'un addon y un modelo, como `sales.Order`',
  },
  '^(wasm|webhook|compiled):.+$': {
    en: '`wasm:`, `webhook:` or `compiled:` and a name',
    es: '`wasm:`, `webhook:` o `compiled:` y un nombre',
  },
  '^wasm:[A-Za-z_][A-Za-z0-9_]*$': { en: '`wasm:` and the name of an export', es: '`wasm:` y el nombre de un export' },
  '^[a-z]{2}(?:-[A-Z]{2})?$': { en: 'a language such as `es` or `es-MX`', es: 'un idioma como `es` o `es-MX`' },
  '^(numeric\\(\\d{1,4},\\d{1,4}\\)|varchar\\(\\d{1,4}\\)|vector\\(\\d{1,4}\\))$': {
    en: '`numeric(12,2)`, `varchar(80)` or `vector(384)`, without spaces',
    es: '`numeric(12,2)`, `varchar(80)` o `vector(384)`, sin espacios',
  },
  '^https://': { en: 'an address that starts with `https://`', es: 'una dirección que empieza por `https://`' },
  '^backend/': { en: 'a path below `backend/`', es: 'una ruta dentro de `backend/`' },
  '\\S': { en: 'some text that is not blank', es: 'un texto que no esté en blanco' },
};

export const schemaMessages = {
  required: (field: string): Message =>
    message(`${quote(field)} is missing.`, `Falta ${quote(field)}.`, `Add ${quote(field)}.`, `Agregue ${quote(field)}.`),
  unknownField: (field: string): Message =>
    message(`${quote(field)} is not a field of this block.`, `${quote(field)} no es un campo de este bloque.`),
  type: (wanted: readonly string[], found: unknown): Message => {
    const words = wanted.map((type) => TYPES[type] ?? { en: type, es: type });
    return message(
      `Expected ${words.map((word) => word.en).join(' or ')}, found ${quote(found)}.`,
      `Se esperaba ${words.map((word) => word.es).join(' o ')} y hay ${quote(found)}.`,
    );
  },
  oneOf: (allowed: readonly unknown[], found: unknown, isColumnType: boolean): Message => {
    const sized = isColumnType ? ', `numeric(p,s)`, `varchar(n)`, `vector(n)`' : '';
    return message(
      `${quote(found)} is not allowed here; allowed are ${allowed.map(quote).join(', ')}${sized}.`,
      `${quote(found)} no se permite aquí; se permiten ${allowed.map(quote).join(', ')}${sized}.`,
    );
  },
  constant: (allowed: unknown, found: unknown): Message =>
    message(`Must be ${quote(allowed)}, found ${quote(found)}.`, `Debe ser ${quote(allowed)} y hay ${quote(found)}.`),
  pattern: (pattern: string, found: unknown): Message => {
    const words = PATTERNS[pattern] ?? { en: `text that matches ${pattern}`, es: `un texto que cumpla ${pattern}` };
    return message(`Expected ${words.en}, found ${quote(found)}.`, `Se esperaba ${words.es} y hay ${quote(found)}.`);
  },
  tooShort: (): Message => message('Must not be empty.', 'No puede estar vacío.'),
  atLeast: (limit: number, found: unknown): Message =>
    message(`Must be at least ${limit}, found ${quote(found)}.`, `Debe ser al menos ${limit} y hay ${quote(found)}.`),
  atMost: (limit: number, found: unknown): Message =>
    message(`Must be at most ${limit}, found ${quote(found)}.`, `Debe ser como mucho ${limit} y hay ${quote(found)}.`),
  fewItems: (limit: number): Message =>
    message(
      `Needs at least ${limit} ${limit === 1 ? 'entry' : 'entries'}.`,
      `Necesita al menos ${limit} ${limit === 1 ? 'elemento' : 'elementos'}.`,
    ),
  repeated: (first: number, second: number): Message =>
    message(`Entries ${first + 1} and ${second + 1} are the same.`, `Los elementos ${first + 1} y ${second + 1} son iguales.`),
  oneFieldOf: (fields: readonly string[]): Message =>
    message(`Needs at least one of ${list(fields)}.`, `Necesita al menos uno de ${list(fields)}.`),
  notForKind: (block: string, kind: unknown): Message =>
    message(
      `A document of kind ${quote(kind)} has no ${quote(block)}.`,
      `Un documento de tipo ${quote(kind)} no lleva ${quote(block)}.`,
      'Remove the block, or change `kind`.',
      'Quite el bloque o cambie `kind`.',
    ),
  forbidden: (): Message => message('Not allowed here.', 'Aquí no se permite.'),
  other: (keyword: string): Message => message(`Does not fit the contract (${keyword}).`, `No cumple el contrato (${keyword}).`),
  notAnInt: (literal: string): Message =>
    message(
      `${literal} cannot be read as a whole number by the host.`,
      `El host no puede leer ${literal} como número entero.`,
      'Write plain digits: no point, no exponent, at most 64 bits.',
      'Escriba solo dígitos: sin punto, sin exponente y de 64 bits como máximo.',
    ),
};
