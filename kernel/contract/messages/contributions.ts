/** What is said about contributions: actions, navigation, dashboard, documents, public routes, rules. */
import { message, quote, type Message } from '../text';

const needs = (field: string, whyEn: string, whyEs: string): Message =>
  message(`${quote(field)} is needed: ${whyEn}.`, `Falta ${quote(field)}: ${whyEs}.`);

export const contributionMessages = {
  kanban: (): Message =>
    message(
      'A board needs `group_by`, the column that makes its lanes.',
      'Un tablero necesita `group_by`, la columna que forma sus carriles.',
      'Add `group_by`.',
      'Agregue `group_by`.',
    ),
  conditionEmpty: (): Message =>
    message(
      'The condition tests nothing: name `addon_installed`, `connector_connected` or `field`.',
      'La condición no comprueba nada: nombre `addon_installed`, `connector_connected` o `field`.',
    ),
  connectorUnknown: (key: string): Message =>
    message(`${quote(key)} is not a connector of this manifest.`, `${quote(key)} no es un conector de este manifiesto.`),
  unmetDisable: (): Message =>
    message(
      '`unmet: disable` works only with `addon_installed` or `connector_connected`.',
      '`unmet: disable` solo funciona con `addon_installed` o `connector_connected`.',
    ),
  dashboardExpose: (): Message =>
    needs('expose', 'a custom widget is drawn by a module of the frontend', 'un widget propio lo dibuja un módulo del frontend'),
  dashboardFrontend: (): Message =>
    message('A custom widget needs a top-level `frontend` block.', 'Un widget propio necesita un bloque `frontend` en la raíz.'),
  dashboardQuery: (): Message => needs('query', 'it says what is counted', 'dice qué se cuenta'),
  dashboardModel: (): Message => needs('model', 'the query must name one', 'la consulta debe nombrar uno'),
  dashboardField: (aggregate: string): Message =>
    needs('field', `${quote(aggregate)} combines a column`, `${quote(aggregate)} combina una columna`),
  dashboardGroup: (kind: string): Message => needs('group_by', `a ${kind} is drawn by groups`, `un ${kind} se dibuja por grupos`),
  dashboardDate: (kind: string): Message => needs('date_field', `a ${kind} is drawn over time`, `un ${kind} se dibuja en el tiempo`),
  dashboardInterval: (kind: string): Message => needs('interval', `a ${kind} is drawn over time`, `un ${kind} se dibuja en el tiempo`),
  dashboardCompare: (): Message =>
    message(
      'Comparing periods needs `date_field` and `range` in the query.',
      'Comparar periodos necesita `date_field` y `range` en la consulta.',
    ),
  routeRepeated: (domain: string): Message =>
    message(
      `Another route of ${quote(domain)} has the same match and priority; which wins is left to chance.`,
      `Otra ruta de ${quote(domain)} tiene la misma coincidencia y prioridad; cuál gana queda al azar.`,
    ),
  comparison: (text: string): Message =>
    message(
      `${quote(text)} is not one comparison of arithmetic.`,
      `${quote(text)} no es una sola comparación de aritmética.`,
      'Write for example amount_paid != total.',
      'Escriba por ejemplo amount_paid != total.',
    ),
  notifyRoles: (): Message => needs('notify_roles', 'somebody must be told', 'hay que avisar a alguien'),
  configBoth: (): Message => message('`model` and `url` exclude each other.', '`model` y `url` se excluyen.'),
  configNone: (): Message => message('Needs `model` or `url`.', 'Necesita `model` o `url`.'),
  stepsAndFields: (): Message =>
    message(
      'A wizard replaces the form: declare `steps` or `fields`, not both.',
      'Un asistente sustituye al formulario: declare `steps` o `fields`, no ambos.',
    ),
  approvalWhen: (text: string): Message =>
    message(`${quote(text)} is not a comparison of arithmetic.`, `${quote(text)} no es una comparación de aritmética.`),
  approvalName: (name: string): Message =>
    message(
      `${quote(name)} is neither a column of the target model nor a field of the action.`,
      `${quote(name)} no es una columna del modelo ni un campo de la acción.`,
    ),
  balanceItems: (): Message =>
    message('`balance` compares columns of `item_fields`, which are missing.', '`balance` compara columnas de `item_fields`, que faltan.'),
  balanceColumn: (name: string): Message =>
    message(`${quote(name)} is not among the item fields.`, `${quote(name)} no está entre los campos de las líneas.`),
  capabilityExtra: (field: string): Message =>
    message(`\`${field}\` belongs to handlers of type "capability".`, `\`${field}\` es de los handlers de tipo "capability".`),
  capabilityKey: (): Message => needs('capability', 'it names the contract that is called', 'nombra el contrato que se llama'),
  capabilityMix: (field: string): Message =>
    message(`A capability handler takes no \`${field}\`.`, `Un handler de capacidad no lleva \`${field}\`.`),
  inputTarget: (name: string): Message => message(`${quote(name)} is no name of a field.`, `${quote(name)} no es un nombre de campo.`),
  inputUnknown: (name: string, contract: string): Message =>
    message(`The contract ${contract} has no field ${quote(name)}.`, `El contrato ${contract} no tiene el campo ${quote(name)}.`),
  inputSource: (text: string): Message =>
    message(
      `${quote(text)} is no source: write record.x, payload.x or const: and a text.`,
      `${quote(text)} no es un origen: escriba record.x, payload.x o const: y un texto.`,
    ),
  exportName: (name: string): Message =>
    message(
      `${quote(name)} cannot be the name of a WASM export on every host.`,
      `${quote(name)} no puede ser el nombre de un export WASM en todos los hosts.`,
      'Use letters, digits and `_`, from a letter on, at most 128.',
      'Use letras, dígitos y `_`, empezando por letra, 128 como máximo.',
    ),
  providedFunction: (): Message => needs('function', 'a wasm handler names its export', 'un handler wasm nombra su export'),
  providedOperation: (): Message => needs('operation', 'a native handler names its operation', 'un handler nativo nombra su operación'),
  gateModal: (wanted: string): Message =>
    message(
      `The publish check wants the modal to be named ${quote(wanted)}.`,
      `La revisión de publicación quiere que el modal se llame ${quote(wanted)}.`,
    ),
  gateUrl: (): Message =>
    message(
      'The publish check wants an address for a webhook action that asks for more than a confirmation.',
      'La revisión de publicación quiere una dirección para una acción por webhook que pide algo más que confirmar.',
      'Add `url` to the handler.',
      'Agregue `url` al handler.',
    ),
  gateFunction: (): Message =>
    message(
      'The publish check wants the name of the export a wasm action calls.',
      'La revisión de publicación quiere el nombre del export que llama una acción wasm.',
      'Add `function`.',
      'Agregue `function`.',
    ),
  gateTwin: (action: string): Message =>
    message(
      `The action ${quote(action)} has the same key but calls another path; the publish check wants them to agree.`,
      `La acción ${quote(action)} tiene la misma clave pero llama a otra ruta; la revisión de publicación quiere que coincidan.`,
    ),
  tokenType: (name: string): Message =>
    message(
      `${quote(name)} must be text or varchar to hold the secret of a link.`,
      `${quote(name)} debe ser text o varchar para guardar el secreto de un enlace.`,
    ),
  tokenExposed: (): Message => message('The secret of the link may not be shown.', 'El secreto del enlace no se puede mostrar.'),
  documentNeeded: (): Message => needs('document', 'kind "document" prints one', 'el tipo "document" imprime uno'),
  documentUnknown: (key: string): Message =>
    message(`${quote(key)} is not a document of this manifest.`, `${quote(key)} no es un documento de este manifiesto.`),
  documentModel: (key: string, model: string): Message =>
    message(`The document ${quote(key)} is not printed for ${model}.`, `El documento ${quote(key)} no se imprime para ${model}.`),
  columnsNeeded: (kind: string): Message =>
    needs('columns', `kind ${quote(kind)} shows only what is listed`, `el tipo ${quote(kind)} solo muestra lo que se lista`),
  relationUnknown: (name: string): Message =>
    message(
      `${quote(name)} is neither a relation nor a reference of the model.`,
      `${quote(name)} no es una relación ni una referencia del modelo.`,
    ),
  expiresType: (name: string): Message =>
    message(`${quote(name)} must be a date or a timestamp.`, `${quote(name)} debe ser una fecha o una marca de tiempo.`),
  predicate: (text: string): Message =>
    message(
      `${quote(text)} is not a condition on a record.`,
      `${quote(text)} no es una condición sobre un registro.`,
      "Write for example status == 'sent' && total > 0; text needs quotes.",
      "Escriba por ejemplo status == 'sent' && total > 0; el texto lleva comillas.",
    ),
  publicActionKind: (): Message =>
    message('Only a page (kind "html") can offer actions.', 'Solo una página (tipo "html") puede ofrecer acciones.'),
  publicActionUnknown: (key: string): Message =>
    message(`${quote(key)} is not an action of this manifest.`, `${quote(key)} no es una acción de este manifiesto.`),
  publicActionModel: (key: string, model: string): Message =>
    message(`${quote(key)} does not act on ${model}.`, `${quote(key)} no actúa sobre ${model}.`),
  publicActionRow: (key: string): Message =>
    message(`${quote(key)} does not act on a single record.`, `${quote(key)} no actúa sobre un solo registro.`),
  publicActionState: (key: string): Message =>
    message(
      `${quote(key)} needs \`requires_state\` to be offered to strangers.`,
      `${quote(key)} necesita \`requires_state\` para ofrecerse a extraños.`,
    ),
  publicActionForm: (key: string): Message =>
    message(
      `${quote(key)} has a wizard or a dialog of its own, which a public page cannot show.`,
      `${quote(key)} tiene un asistente o un diálogo propio, que una página pública no puede mostrar.`,
    ),
  publicActionField: (action: string, field: string): Message =>
    message(
      `The field ${quote(field)} of ${quote(action)} is neither plain text nor a select with fixed options.`,
      `El campo ${quote(field)} de ${quote(action)} no es texto simple ni una selección con opciones fijas.`,
    ),
};
