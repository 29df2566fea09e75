/** Sentences of the dialogs about a project, in both languages side by side. Loaded with them, not with the page. */
import type { ProvenanceKind } from '../../kernel/project/provenance';
import { useLanguage } from '../i18n/language';

const EN = {
  about: 'About this project',
  aboutText: 'What it is and where it came from.',
  name: 'Name',
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

export const useProjectStrings = (): ProjectStrings => (useLanguage((state) => state.language) === 'es' ? ES : EN);
