/** What is said about the blocks of the addon beside its models: schedules, webhooks, devices, documents, pickers. */
import { list, message, quote, type Message } from '../text';

export const blockMessages = {
  every: (text: string): Message =>
    message(
      `${quote(text)} is not a time above zero, such as 15m or 1h30m.`,
      `${quote(text)} no es un tiempo mayor que cero, como 15m o 1h30m.`,
    ),
  withArg: (name: string): Message =>
    message(`${quote(name)} is the field the value travels in.`, `${quote(name)} es el campo en el que viaja el valor.`),
  withReserved: (): Message => message('`backfill` is reserved for the host.', '`backfill` está reservado para el host.'),
  secretNeeded: (): Message => message('`verify` needs `secret_ref`.', '`verify` necesita `secret_ref`.'),
  secretShape: (text: string): Message =>
    message(
      `${quote(text)} must be a connector and a credential joined by a dot.`,
      `${quote(text)} debe ser un conector y una credencial unidos por un punto.`,
    ),
  secretConnector: (key: string): Message =>
    message(`${quote(key)} is not a connector of this manifest.`, `${quote(key)} no es un conector de este manifiesto.`),
  secretCredential: (key: string, connector: string): Message =>
    message(
      `The connector ${quote(connector)} has no credential ${quote(key)}.`,
      `El conector ${quote(connector)} no tiene la credencial ${quote(key)}.`,
    ),
  fileName: (name: string): Message =>
    message(`${quote(name)} must be a bare file name.`, `${quote(name)} debe ser solo un nombre de archivo.`),
  documentValue: (value: string): Message =>
    message(
      `Another type already writes ${quote(value)} into the type field.`,
      `Otro tipo ya escribe ${quote(value)} en el campo de tipo.`,
    ),
  linesClash: (name: string): Message =>
    message(
      `The lines travel in ${quote(name)}, which is also a field of the header.`,
      `Las líneas viajan en ${quote(name)}, que también es un campo de la cabecera.`,
    ),
  createElsewhere: (model: string, unused: readonly string[]): Message =>
    message(
      `Records of this type are created by ${quote(model)}, so ${list(unused)} would never be used.`,
      `Los registros de este tipo los crea ${quote(model)}, así que ${list(unused)} no se usaría nunca.`,
      'Remove them, or remove `create_model`.',
      'Quítelos o quite `create_model`.',
    ),
  endpoint: (text: string): Message => message(`${quote(text)} must start with \`/\`.`, `${quote(text)} debe empezar por \`/\`.`),
  excludeStates: (): Message => message('`exclude_states` needs `line_link_field`.', '`exclude_states` necesita `line_link_field`.'),
  pickerNoColumn: (text: string): Message =>
    message(
      `${quote(text)} names no column: write a column, or a text with {column}.`,
      `${quote(text)} no nombra ninguna columna: escriba una columna o un texto con {columna}.`,
    ),
  fieldOrMetric: (): Message => message('Needs exactly one of `field` and `metric`.', 'Necesita exactamente uno de `field` y `metric`.'),
  currencyFormat: (): Message => message('`currency_field` belongs to format "money".', '`currency_field` es del formato "money".'),
  noOperand: (op: string): Message => message(`${quote(op)} takes nothing to compare with.`, `${quote(op)} no lleva con qué comparar.`),
  oneOperand: (): Message =>
    message('Needs exactly one of `value`, `ref` and `ref_metric`.', 'Necesita exactamente uno de `value`, `ref` y `ref_metric`.'),
  toneField: (): Message =>
    message('A tone tests the value shown; it takes no `field`.', 'Un tono prueba el valor mostrado; no lleva `field`.'),
  badgeEmpty: (): Message => message('Needs `field` or `text`.', 'Necesita `field` o `text`.'),
  badgeValues: (): Message =>
    message('`values` needs the `field` whose values they are.', '`values` necesita el `field` del que son los valores.'),
  metricColumn: (aggregate: string): Message =>
    message(`${quote(aggregate)} needs a \`column\`.`, `${quote(aggregate)} necesita \`column\`.`),
};
