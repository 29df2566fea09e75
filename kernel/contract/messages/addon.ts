/** What is said about the addon as a whole: dependencies, icon, tenancy, permissions. */
import { message, quote, type Message } from '../text';

const SVG_WHY = {
  blank: ['it is blank', 'está en blanco'],
  long: ['it is longer than 256 bytes', 'mide más de 256 bytes'],
  absolute: ['it starts with `/`', 'empieza por `/`'],
  climbs: ['it climbs out of the bundle', 'sale del paquete'],
  unclean: ['it has superfluous parts', 'tiene partes superfluas'],
  extension: ['it does not end in .svg', 'no termina en .svg'],
} as const;

export const addonMessages = {
  kernelRange: (range: string, host: string): Message =>
    message(
      `The kernel range ${quote(range)} shuts out this host (${host}); the install will be refused here.`,
      `El rango de kernel ${quote(range)} deja fuera a este host (${host}); aquí se rechazará la instalación.`,
      'Widen the range, or choose another host version in the project.',
      'Amplíe el rango o elija otra versión de host en el proyecto.',
    ),
  enablesNeedsOptional: (): Message =>
    message(
      '`enables` is only for optional dependencies.',
      '`enables` es solo para dependencias opcionales.',
      'Set `optional` to true, or remove `enables`.',
      'Ponga `optional` en true o quite `enables`.',
    ),
  enablesAction: (reference: string): Message =>
    message(
      `${quote(reference)} names no action that this addon contributes.`,
      `${quote(reference)} no nombra ninguna acción que aporte este addon.`,
    ),
  iconSvg: (slug: string, why: keyof typeof SVG_WHY): Message =>
    message(
      `${quote(slug)} is no path of an svg file in the bundle: ${SVG_WHY[why][0]}.`,
      `${quote(slug)} no es la ruta de un svg del paquete: ${SVG_WHY[why][1]}.`,
    ),
  permissionModel: (name: string): Message =>
    message(
      `${quote(name)} is neither a model nor a table of this addon.`,
      `${quote(name)} no es un modelo ni una tabla de este addon.`,
      'Name an own model or table, or qualify it as addon.Model.',
      'Nombre un modelo o tabla propios, o califíquelo como addon.Model.',
    ),
  permissionEmpty: (): Message =>
    message('The model name is empty, or one side of its dot is.', 'El nombre del modelo, o un lado de su punto, está vacío.'),
  permissionUnknown: (key: string): Message =>
    message(`${quote(key)} is not among the permissions of this addon.`, `${quote(key)} no está entre los permisos de este addon.`),
  keyReserved: (key: string): Message =>
    message(
      `${quote(key)} is the host's own name; no addon is installed as it.`,
      `${quote(key)} es un nombre del propio host; ningún addon se instala con él.`,
      'Give the addon another key.',
      'Dé otra clave al addon.',
    ),
  actionVerb: (key: string): Message =>
    message(
      `${quote(key)} is also a verb of permissions: the action is granted as \`action:${key}\`, and not by the right to the verb.`,
      `${quote(key)} es también un verbo de permisos: la acción se concede como \`action:${key}\`, no con el permiso del verbo.`,
      'Give the action a key of its own, such as approve or send.',
      'Dé a la acción una clave propia, como approve o send.',
    ),
  roleAll: (role: string): Message =>
    message(
      `The role ${quote(role)} would be granted everything in every addon. \`*\` is the host's to give; from an addon it grants nothing here.`,
      `El rol ${quote(role)} recibiría todo en todos los addons. \`*\` solo lo concede el host; de un addon aquí no concede nada.`,
      'Name the permissions of this addon that the role needs.',
      'Nombre los permisos de este addon que el rol necesita.',
    ),
  roleHost: (role: string, permission: string): Message =>
    message(
      `${quote(role)} is a role of the host, and ${quote(permission)} reaches models of another addon: in the host's roles an addon reaches its own models alone.`,
      `${quote(role)} es un rol del host y ${quote(permission)} alcanza modelos de otro addon: en los roles del host un addon solo alcanza sus propios modelos.`,
      'Grant it to a role of this addon.',
      'Concédalo a un rol de este addon.',
    ),
  grantForeign: (model: string, isHosts: boolean): Message =>
    isHosts
      ? message(
          `${quote(model)} is the host's: an addon cannot grant it, and this grants nothing.`,
          `${quote(model)} es del host: un addon no puede concederlo y esto no concede nada.`,
        )
      : message(
          `${quote(model)} belongs to an addon that is not required, so this grants nothing.`,
          `${quote(model)} es de un addon que no se requiere; esto no concede nada.`,
          'List its addon in compatibility.requires.',
          'Incluya su addon en compatibility.requires.',
        ),
  grantNothing: (permission: string, word: string): Message =>
    message(
      `${quote(permission)} grants nothing: ${quote(word)} is neither index, create, update, delete, export, import nor an action of the model.`,
      `${quote(permission)} no concede nada: ${quote(word)} no es index, create, update, delete, export, import ni una acción del modelo.`,
    ),
  tenancy: (model: string, column: string): Message =>
    message(
      `${model} has no column ${quote(column)}: with shared isolation every model needs it, or tenants would see each other's rows.`,
      `${model} no tiene la columna ${quote(column)}: con aislamiento compartido todo modelo la necesita, o los inquilinos verían las filas ajenas.`,
      `Add { "name": "${column}", "type": "uuid", "not_null": true }.`,
      `Agregue { "name": "${column}", "type": "uuid", "not_null": true }.`,
    ),
};
