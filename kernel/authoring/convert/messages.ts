/** What is said while a flat v2 manifest becomes v3: what is left out, guessed, added, renamed. */
import { message, quote, type Message, type Text } from '../../contract/text';

/** Why something has no place in v3. */
const REASONS = {
  'opaque-ui': { en: 'v3 derives lists and forms from the columns', es: 'v3 obtiene listas y formularios de las columnas' },
  bundle: {
    en: 'it belongs to the bundle now, and is kept in playground.json',
    es: 'ahora es del paquete y se guarda en playground.json',
  },
  price: { en: 'prices are a matter of the marketplace', es: 'los precios son asunto del marketplace' },
  signature: { en: 'a changed document must be signed anew', es: 'un documento cambiado se firma de nuevo' },
  label: { en: 'v3 names a dependency by its key alone', es: 'v3 nombra una dependencia solo por su clave' },
  capability: { en: 'v3 knows sixteen kinds, and this is none of them', es: 'v3 conoce dieciséis tipos y este no es uno' },
  'no-model': { en: 'there is no own model it could hang on', es: 'no hay un modelo propio del que colgar' },
  'no-definition': { en: 'no model definition has this key', es: 'ninguna definición de modelo tiene esta clave' },
  'no-counterpart': { en: 'v3 has nothing like it', es: 'v3 no tiene nada parecido' },
  transaction: {
    en: 'v3 does not ask for a transaction around an action; playground.json keeps it',
    es: 'v3 no pide una transacción alrededor de una acción; playground.json la conserva',
  },
  'second-hook': { en: 'v3 runs one hook for an event of the lifecycle', es: 'v3 ejecuta un solo hook por evento del ciclo de vida' },
  prompt: { en: 'v3 hooks call a function or an address', es: 'los hooks de v3 llaman a una función o dirección' },
  locale: { en: 'a language is written `es` or `es-MX`', es: 'un idioma se escribe `es` o `es-MX`' },
  secret: { en: 'a secret has no default that everybody could read', es: 'un secreto no lleva un valor por defecto que todos lean' },
  'no-entry': { en: 'v3 needs the address of the entry', es: 'v3 necesita la dirección de la entrada' },
  searchable: { en: 'a json column cannot be searched', es: 'una columna json no se puede buscar' },
  'hook-unused': { en: 'the action calls its export instead', es: 'la acción llama a su export' },
  empty: { en: 'it is empty', es: 'está vacío' },
} as const satisfies Record<string, Text>;

export type DropReason = keyof typeof REASONS;

export const convertMessages = {
  alreadyV3: (): Message => message('This document is v3 already.', 'Este documento ya es v3.'),
  unknownField: (field: string): Message =>
    message(`${quote(field)} is not a field of v2, and is left out.`, `${quote(field)} no es un campo de v2 y se omite.`),
  dropped: (what: string, reason: DropReason): Message =>
    message(`${quote(what)} is left out: ${REASONS[reason].en}.`, `${quote(what)} se omite: ${REASONS[reason].es}.`),
  toolExtras: (id: string, fields: readonly string[]): Message =>
    message(
      `The tool ${quote(id)} loses ${fields.map((name) => quote(name)).join(', ')}: v3 tools have a key, a description, inputs and a handler.`,
      `La herramienta ${quote(id)} pierde ${fields.map((name) => quote(name)).join(', ')}: en v3 tienen clave, descripción, entradas y handler.`,
    ),
  toolKept: (id: string, fields: readonly string[]): Message =>
    message(
      `v3 has no field for ${fields.map((name) => quote(name)).join(', ')} of the tool ${quote(id)}; playground.json keeps it, and calls here use it.`,
      `v3 no tiene dónde poner ${fields.map((name) => quote(name)).join(', ')} de la herramienta ${quote(id)}; playground.json lo conserva y aquí las llamadas lo usan.`,
    ),
  renamedModel: (from: string, to: string): Message =>
    message(
      `The model ${quote(from)} becomes ${quote(to)}, here and wherever it is named.`,
      `El modelo ${quote(from)} pasa a ser ${quote(to)}, aquí y donde se nombre.`,
    ),
  renamedEvent: (from: string, to: string): Message =>
    message(
      `The event ${quote(from)} becomes ${quote(to)}: v3 names have exactly one dot.`,
      `El evento ${quote(from)} pasa a ser ${quote(to)}: en v3 los nombres llevan un solo punto.`,
      'Emit and subscribe under the new name.',
      'Emita y suscríbase con el nombre nuevo.',
    ),
  version: (from: string, to: string): Message =>
    message(
      `The version ${quote(from)} becomes ${quote(to)}: v3 wants three numbers.`,
      `La versión ${quote(from)} pasa a ser ${quote(to)}: v3 pide tres números.`,
    ),
  range: (from: string, to: string): Message =>
    message(
      `The kernel range ${quote(from)} shuts out v3 hosts, and is widened to ${quote(to)}.`,
      `El rango de kernel ${quote(from)} deja fuera a los hosts v3 y se amplía a ${quote(to)}.`,
      'Try the addon on a v3 host before publishing.',
      'Pruebe el addon en un host v3 antes de publicarlo.',
    ),
  iconType: (type: string): Message =>
    message(
      `The icon type ${quote(type)} is unknown; read as a lucide icon.`,
      `El tipo de icono ${quote(type)} se desconoce; se lee como icono lucide.`,
    ),
  columnType: (type: string): Message =>
    message(
      `The column type ${quote(type)} is unknown; the column becomes text.`,
      `El tipo de columna ${quote(type)} se desconoce; la columna pasa a text.`,
    ),
  settingType: (type: string): Message =>
    message(
      `The setting type ${quote(type)} is unknown; the setting becomes text.`,
      `El tipo de ajuste ${quote(type)} se desconoce; el ajuste pasa a texto.`,
    ),
  addedColumn: (column: string, model: string): Message =>
    message(
      `${model} gets the column ${quote(column)}, which v2 left to the host.`,
      `${model} recibe la columna ${quote(column)}, que v2 dejaba al host.`,
    ),
  addedTenant: (column: string, model: string): Message =>
    message(
      `${model} was not org_scoped, but gets the column ${quote(column)}: with shared isolation every model needs it.`,
      `${model} no era org_scoped, pero recibe la columna ${quote(column)}: con aislamiento compartido todo modelo la necesita.`,
      'Existing rows need a value: write a migration.',
      'Las filas existentes necesitan un valor: escriba una migración.',
    ),
  primaryKey: (column: string): Message =>
    message(`${quote(column)} becomes the primary key.`, `${quote(column)} pasa a ser la clave primaria.`),
  belongsTo: (column: string, model: string): Message =>
    message(
      `v3 has no belongs_to: the column ${quote(column)} refers to ${model} and gets a logical foreign key.`,
      `v3 no tiene belongs_to: la columna ${quote(column)} refiere a ${model} y recibe una clave foránea lógica.`,
    ),
  noAddress: (action: string): Message =>
    message(
      `The action ${quote(action)} becomes a webhook without an address; hosts take that only where it asks for nothing but a confirmation.`,
      `La acción ${quote(action)} queda como webhook sin dirección; los hosts lo aceptan solo si no pide más que confirmar.`,
      'Give its handler a `url`.',
      'Dé una `url` a su handler.',
    ),
  emptyFieldName: (): Message =>
    message(
      'The field has no name, so its value cannot be told apart.',
      'El campo no tiene nombre; su valor no se puede distinguir.',
      'Give it a key.',
      'Dele una clave.',
    ),
  unqualifiedExtension: (model: string): Message =>
    message(`${quote(model)} names no addon; v3 wants addon.Model.`, `${quote(model)} no nombra un addon; v3 pide addon.Modelo.`),
  extensionHome: (model: string): Message =>
    message(`v3 hangs an extension on an own model; it goes to ${model}.`, `v3 cuelga una extensión de un modelo propio; va a ${model}.`),
  hookEvent: (key: string): Message =>
    message(
      `The hook ${quote(key)} matches no action, and becomes a subscription to an event of that name.`,
      `El hook ${quote(key)} no coincide con ninguna acción y pasa a ser una suscripción a un evento con ese nombre.`,
    ),
  perModel: (event: string, count: number): Message =>
    message(
      `v3 subscribes by model: ${quote(event)} becomes ${count} ${count === 1 ? 'subscription' : 'subscriptions'}.`,
      `v3 se suscribe por modelo: ${quote(event)} pasa a ser ${count} ${count === 1 ? 'suscripción' : 'suscripciones'}.`,
    ),
  vetoLost: (event: string): Message =>
    message(
      `A hook on ${quote(event)} could refuse the change; the v3 subscription runs after it.`,
      `Un hook en ${quote(event)} podía rechazar el cambio; la suscripción de v3 corre después.`,
      'Use a constraint or a cross-record rule instead.',
      'Use en su lugar una restricción o una regla entre registros.',
    ),
  upgradeLadder: (): Message =>
    message(
      'The upgrade hook becomes a step for every earlier version.',
      'El hook de actualización pasa a ser un paso para toda versión anterior.',
    ),
  noName: (field: string): Message =>
    message(`${quote(field)} is missing and becomes empty text.`, `Falta ${quote(field)} y queda como texto vacío.`),
} as const;
