/** Sentences about what went wrong with the page itself, or with what it keeps, in both languages side by side. */
import { useLanguage } from '../i18n/language';

const EN = {
  notice: (name: string) =>
    `“${name}” cannot be read: its record in this browser is damaged, or a newer version wrote it. It was set aside; your other projects are as they were.`,
  download: 'Download what is stored',
  remove: 'Delete…',
  removeTitle: (name: string) => `Delete what is left of “${name}”?`,
  removeText:
    'What is stored of it, rows included, is removed from this browser, and nothing brings it back. Download it first if you may want it.',
  removeYes: 'Delete it',
  notRemoved: (name: string, message: string) => `“${name}” could not be deleted: ${message}`,
  addonNotice: (key: string, version: string, reason: string) =>
    `The addon “${key}” ${version} in this project’s database cannot be worked with: ${reason}. It was set aside: it answers nothing, and its tables and rows stay as they are until it is installed again.`,
  addonRemoveTitle: (key: string) => `Delete the addon “${key}” with its rows?`,
  addonRemoveText:
    'Its installations, its tables and every row in them are removed from this project, and nothing brings them back. Download what is stored of the installations first if you may want it.',
  addonFailed: (key: string, message: string) => `That could not be done with “${key}”: ${message}`,
  key: (name: string) =>
    `The key “${name}” cannot be used: its record in this browser is damaged. Import it again from its file under the same name once it is deleted here.`,
  removeKey: (name: string) => `Delete ${name}`,
  failedTitle: 'The page ran into a fault',
  failedText:
    'Nothing that is stored was changed by it. Reload the page; if it happens again, open another project, or download what is stored.',
  failedReload: 'Reload',
  failedProjects: 'Open another project',
  failedDownload: 'Download everything that is stored',
};

const ES: typeof EN = {
  notice: (name) =>
    `«${name}» no se puede leer: su registro en este navegador está dañado, o lo escribió una versión más nueva. Se apartó; tus otros proyectos siguen como estaban.`,
  download: 'Descargar lo guardado',
  remove: 'Eliminar…',
  removeTitle: (name) => `¿Eliminar lo que queda de «${name}»?`,
  removeText:
    'Lo guardado de él, filas incluidas, se borra de este navegador, y nada lo trae de vuelta. Descárgalo antes si puedes necesitarlo.',
  removeYes: 'Eliminarlo',
  notRemoved: (name, message) => `«${name}» no se pudo eliminar: ${message}`,
  addonNotice: (key, version, reason) =>
    `Con el complemento «${key}» ${version} de la base de datos de este proyecto no se puede trabajar: ${reason}. Se apartó: no responde nada, y sus tablas y filas siguen como están hasta que se instale de nuevo.`,
  addonRemoveTitle: (key) => `¿Eliminar el complemento «${key}» con sus filas?`,
  addonRemoveText:
    'Sus instalaciones, sus tablas y todas sus filas se borran de este proyecto, y nada las trae de vuelta. Descarga antes lo guardado de las instalaciones si puedes necesitarlo.',
  addonFailed: (key, message) => `No se pudo hacer con «${key}»: ${message}`,
  key: (name) =>
    `La clave «${name}» no se puede usar: su registro en este navegador está dañado. Elimínala aquí y vuelve a importarla desde su archivo con el mismo nombre.`,
  removeKey: (name) => `Eliminar ${name}`,
  failedTitle: 'La página tropezó con un fallo',
  failedText: 'Nada de lo guardado cambió por ello. Recarga la página; si vuelve a ocurrir, abre otro proyecto o descarga lo guardado.',
  failedReload: 'Recargar',
  failedProjects: 'Abrir otro proyecto',
  failedDownload: 'Descargar todo lo guardado',
};

export const useDamagedStrings = (): typeof EN => (useLanguage((state) => state.language) === 'es' ? ES : EN);
