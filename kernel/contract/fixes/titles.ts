/** What fixes are called, in both languages. */
import { quote, type Text } from '../text';

const text = (en: string, es: string): Text => ({ en, es });

export const titles = {
  replace: (from: string, to: unknown): Text => text(`Replace ${quote(from)} by ${quote(to)}`, `Cambiar ${quote(from)} por ${quote(to)}`),
  set: (field: string, to: unknown): Text => text(`Set ${quote(field)} to ${quote(to)}`, `Poner ${quote(field)} en ${quote(to)}`),
  write: (to: unknown): Text => text(`Write ${quote(to)}`, `Escribir ${quote(to)}`),
  rename: (from: string, to: string): Text => text(`Rename ${quote(from)} to ${quote(to)}`, `Renombrar ${quote(from)} a ${quote(to)}`),
  remove: (what: string): Text => text(`Remove ${quote(what)}`, `Quitar ${quote(what)}`),
  removeEntry: (): Text => text('Remove this entry', 'Quitar este elemento'),
  close: (brackets: string): Text => text(`Write the closing ${quote(brackets)}`, `Escribir el cierre ${quote(brackets)}`),
  addComma: (): Text => text('Put a comma', 'Poner una coma'),
  removeNul: (): Text => text('Remove the NUL character', 'Quitar el carácter NUL'),
  removeRepeated: (): Text => text('Remove the repeated entry', 'Quitar el elemento repetido'),
  add: (what: string): Text => text(`Add ${quote(what)}`, `Agregar ${quote(what)}`),
  addIndex: (column: string): Text => text(`Index ${quote(column)} as unique`, `Indexar ${quote(column)} como único`),
  addEvent: (name: string): Text => text(`Declare the event ${quote(name)}`, `Declarar el evento ${quote(name)}`),
  require: (addon: string): Text => text(`Require the addon ${quote(addon)}`, `Requerir el addon ${quote(addon)}`),
  asGroup: (): Text => text('Make it an entry of the group', 'Hacerlo un elemento del grupo'),
  addColumn: (name: string): Text => text(`Add the column ${quote(name)}`, `Agregar la columna ${quote(name)}`),
  addStage: (name: string): Text => text(`Declare the stage ${quote(name)}`, `Declarar la etapa ${quote(name)}`),
  addPermission: (name: string): Text => text(`Declare the permission ${quote(name)}`, `Declarar el permiso ${quote(name)}`),
  addSequence: (name: string): Text => text(`Declare the sequence ${quote(name)}`, `Declarar la secuencia ${quote(name)}`),
  addConnector: (name: string): Text => text(`Declare the connector ${quote(name)}`, `Declarar el conector ${quote(name)}`),
  addCapability: (kind: string, target: string): Text =>
    text(`Declare the capability ${kind} ${quote(target)}`, `Declarar la capacidad ${kind} ${quote(target)}`),
  addExport: (name: string): Text => text(`List the export ${quote(name)}`, `Incluir el export ${quote(name)}`),
  openModel: (name: string): Text => text(`Accept extensions of ${quote(name)}`, `Aceptar extensiones de ${quote(name)}`),
  removeComma: (): Text => text('Remove the comma', 'Quitar la coma'),
  removeComment: (): Text => text('Remove the comment', 'Quitar el comentario'),
  removeMark: (): Text => text('Remove the byte order mark', 'Quitar la marca de orden de bytes'),
  removeEarlier: (name: string): Text =>
    text(`Remove the earlier ${quote(name)}, which does not count`, `Quitar el ${quote(name)} anterior, que no cuenta`),
  replacementCharacter: (): Text =>
    text('Write the replacement character, as the host reads it', 'Escribir el carácter de reemplazo, como lo lee el host'),
} as const;
