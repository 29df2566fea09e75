/** Sentences about a project, in both languages side by side. */
import type { ProvenanceKind } from '../../kernel/project/provenance';
import type { Locale } from '../../kernel/locale';
import { useLanguage } from '../i18n/language';

const EN = {
  about: 'About this project',
  aboutText: 'What it is and where it came from.',
  name: 'Name',
  rename: 'Rename',
  renamed: 'Saved.',
  nameProblem: {
    empty: 'Give the project a name.',
    tooLong: 'That name is too long.',
    taken: 'Another of your projects has this name.',
  },
  renameEntry: 'Rename this project…',
  deleteEntry: 'Delete this project…',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText:
    'Its files and its rows are removed from this browser, and nothing brings them back. Export it first if you may want it again. Your other projects stay as they are.',
  deleteYes: 'Delete the project',
  deleted: (name: string, next: string) => `“${name}” was deleted. “${next}” is open now.`,
  notDeleted: (name: string, message: string) => `“${name}” could not be deleted: ${message}`,
  openNow: (name: string) => `“${name}” is open now. Your other projects are in the project menu.`,
  kept: 'Kept',
  keptHere: 'in this browser',
  unkept: 'nowhere: it is gone with this tab',
  provenance: 'Where it came from',
  unknown: 'Nothing is known of where it came from.',
  fork: 'Fork…',
  forkTitle: 'Fork this project',
  forkText: 'A copy of the files under a name of its own, kept in this browser. It remembers what it is a copy of.',
  forkRows: 'The rows stay with the project as it is.',
  forkUnkeptRows: 'Its rows come along.',
  forkName: 'Name of the copy',
  forkNameEmpty: 'Give the copy a name.',
  forkYes: 'Fork',
  copyOf: (name: string) => `${name} copy`,
  from: {
    link: 'Link',
    from: 'Another site',
    template: 'Starter of this playground',
    bundle: 'Bundle',
    zip: 'Zip',
    folder: 'Folder',
    manifest: 'Manifest',
    project: 'Project',
  } satisfies Record<ProvenanceKind, string>,
  source: 'Source',
  forkOf: (what: string) => `Fork of: ${what}`,
  playground: (version: string) => `Playground ${version}`,
  digest: 'SHA-256',
  signer: 'Signed by key',
};

export type ProjectStrings = typeof EN;

const ES: ProjectStrings = {
  about: 'Acerca de este proyecto',
  aboutText: 'Qué es y de dónde vino.',
  name: 'Nombre',
  rename: 'Cambiar nombre',
  renamed: 'Guardado.',
  nameProblem: {
    empty: 'Ponle un nombre al proyecto.',
    tooLong: 'Ese nombre es demasiado largo.',
    taken: 'Otro de tus proyectos tiene este nombre.',
  },
  renameEntry: 'Cambiar el nombre de este proyecto…',
  deleteEntry: 'Eliminar este proyecto…',
  deleteTitle: (name) => `¿Eliminar «${name}»?`,
  deleteText:
    'Sus archivos y sus filas se borran de este navegador, y nada los trae de vuelta. Expórtalo antes si puedes volver a necesitarlo. Tus otros proyectos quedan como están.',
  deleteYes: 'Eliminar el proyecto',
  deleted: (name, next) => `«${name}» se eliminó. Ahora está abierto «${next}».`,
  notDeleted: (name, message) => `«${name}» no se pudo eliminar: ${message}`,
  openNow: (name) => `Ahora está abierto «${name}». Tus otros proyectos están en el menú de proyectos.`,
  kept: 'Guardado',
  keptHere: 'en este navegador',
  unkept: 'en ningún sitio: se pierde con esta pestaña',
  provenance: 'De dónde vino',
  unknown: 'No se sabe de dónde vino.',
  fork: 'Bifurcar…',
  forkTitle: 'Bifurcar este proyecto',
  forkText: 'Una copia de los archivos con nombre propio, guardada en este navegador. Recuerda de qué es copia.',
  forkRows: 'Las filas quedan con el proyecto tal como está.',
  forkUnkeptRows: 'Sus filas vienen con la copia.',
  forkName: 'Nombre de la copia',
  forkNameEmpty: 'Ponle un nombre a la copia.',
  forkYes: 'Bifurcar',
  copyOf: (name) => `${name} copia`,
  from: {
    link: 'Enlace',
    from: 'Otro sitio',
    template: 'Plantilla de este playground',
    bundle: 'Paquete',
    zip: 'Zip',
    folder: 'Carpeta',
    manifest: 'Manifiesto',
    project: 'Proyecto',
  },
  source: 'Origen',
  forkOf: (what) => `Bifurcación de: ${what}`,
  playground: (version) => `Playground ${version}`,
  digest: 'SHA-256',
  signer: 'Firmado con la clave',
};

export const projectStrings = (language: Locale): ProjectStrings => (language === 'es' ? ES : EN);

export const useProjectStrings = (): ProjectStrings => projectStrings(useLanguage((state) => state.language));
