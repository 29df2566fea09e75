/** Sentences about the project's files, in both languages. */
import type { Locale } from '../../kernel/locale';

const EN = {
  add: 'Add a file',
  menu: (path: string) => `What can be done with ${path}`,
  rename: 'Rename…',
  download: 'Download',
  remove: 'Delete',
  removed: (path: string) => `${path} was deleted.`,
  undo: 'Undo',
  newTitle: 'Add a file',
  newText: 'What hosts look for has a place of its own in a bundle; everything else is carried along.',
  renameTitle: 'Rename the file',
  renameText: 'Places in the manifest that name the file are not changed; the problems list tells what misses it.',
  kind: 'What it is',
  kinds: {
    migration: 'Migration (SQL)',
    locale: 'Translation',
    readme: 'Text about the addon',
    template: 'Document template',
    other: 'Something else',
  },
  path: 'Path in the addon',
  create: 'Add',
  save: 'Rename',
  fromComputer: 'From this computer…',
  empty: 'Give the file a path, for example migrations/0001_change.sql.',
  taken: (path: string) => `There is already a file ${path}.`,
  folder: (path: string) => `A name cannot be a file and a folder: there is ${path}.`,
  keyFile: 'Keys do not belong into a project: they would travel with every bundle and link.',
  tooLarge: (name: string, size: string, most: string) => `${name} has ${size}; an addon may have ${most} in all.`,
  added: (count: number) => `${String(count)} ${count === 1 ? 'file' : 'files'} added.`,
  binary: (size: string) => `${size} of bytes that are no text. They are packed as they are.`,
};

export type FileStrings = typeof EN;

const ES: FileStrings = {
  add: 'Añadir un archivo',
  menu: (path) => `Qué se puede hacer con ${path}`,
  rename: 'Cambiar de nombre…',
  download: 'Descargar',
  remove: 'Eliminar',
  removed: (path) => `Se eliminó ${path}.`,
  undo: 'Deshacer',
  newTitle: 'Añadir un archivo',
  newText: 'Lo que los hosts buscan tiene su propio lugar en el paquete; lo demás se lleva tal cual.',
  renameTitle: 'Cambiar el nombre del archivo',
  renameText: 'Los lugares del manifiesto que nombran el archivo no cambian; la lista de problemas dice qué lo echa de menos.',
  kind: 'Qué es',
  kinds: {
    migration: 'Migración (SQL)',
    locale: 'Traducción',
    readme: 'Texto sobre el addon',
    template: 'Plantilla de documento',
    other: 'Otra cosa',
  },
  path: 'Ruta dentro del addon',
  create: 'Añadir',
  save: 'Cambiar',
  fromComputer: 'Desde este equipo…',
  empty: 'Escribe una ruta, por ejemplo migrations/0001_change.sql.',
  taken: (path) => `Ya hay un archivo ${path}.`,
  folder: (path) => `Un nombre no puede ser archivo y carpeta: existe ${path}.`,
  keyFile: 'Las claves no van dentro de un proyecto: viajarían con cada paquete y enlace.',
  tooLarge: (name, size, most) => `${name} pesa ${size}; un addon puede pesar ${most} en total.`,
  added: (count) => (count === 1 ? '1 archivo añadido.' : `${String(count)} archivos añadidos.`),
  binary: (size) => `${size} de bytes que no son texto. Se empaquetan tal como están.`,
};

export const FILE_STRINGS: Readonly<Record<Locale, FileStrings>> = { en: EN, es: ES };
