/** What is said about columns and fields of forms. */
import { message, quote, type Message } from '../text';

export const fieldMessages = {
  approvalMissing: (): Message =>
    message('`request_approval` needs an `approval` block.', '`request_approval` necesita un bloque `approval`.'),
  approvalExtra: (): Message =>
    message(
      '`approval` only has effect with on_violation "request_approval".',
      '`approval` solo tiene efecto con on_violation "request_approval".',
    ),
  approvalWhen: (): Message =>
    message(
      '`when` belongs to the approval of an action, not of a constraint.',
      '`when` es de la aprobación de una acción, no de una restricción.',
    ),
  noSequence: (key: string, model: string): Message =>
    message(`${model} has no sequence ${quote(key)}.`, `${model} no tiene la secuencia ${quote(key)}.`),
  optionField: (): Message =>
    message(
      '`when` must name a `field`, or the field itself must have `depends_on`.',
      '`when` debe nombrar un `field`, o el propio campo llevar `depends_on`.',
    ),
  optionSet: (): Message => message('`when` needs values in `in` or `not_in`.', '`when` necesita valores en `in` o `not_in`.'),
  searchable: (type: string): Message =>
    message(
      `A ${type} column cannot be searched.`,
      `Una columna ${type} no se puede buscar.`,
      'Remove `searchable`.',
      'Quite `searchable`.',
    ),
  auditTime: (name: string, type: string): Message =>
    message(
      `${name} must be timestamp or timestamptz, because the host writes it; it is ${quote(type)}.`,
      `${name} debe ser timestamp o timestamptz, porque lo escribe el host; es ${quote(type)}.`,
    ),
  auditUser: (name: string, type: string): Message =>
    message(
      `${name} must be uuid, because the host writes it; it is ${quote(type)}.`,
      `${name} debe ser uuid, porque lo escribe el host; es ${quote(type)}.`,
    ),
  classUnknown: (name: string): Message =>
    message(`${quote(name)} is no attribute class of this manifest.`, `${quote(name)} no es una clase de atributos de este manifiesto.`),
  classAlone: (): Message => message('`class` is used alone, without field, equals or in.', '`class` va solo, sin field, equals ni in.'),
  extraReserved: (name: string): Message =>
    message(`${quote(name)} is sent with every choice already.`, `${quote(name)} ya se envía con cada opción.`),
  sectionUnknown: (name: string): Message =>
    message(`The form has no section ${quote(name)}.`, `El formulario no tiene la sección ${quote(name)}.`),
  multipleType: (type: string): Message =>
    message(
      `Several references need a jsonb column, not ${quote(type)}.`,
      `Varias referencias necesitan una columna jsonb, no ${quote(type)}.`,
    ),
};
