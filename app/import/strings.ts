/** Sentences of the import sheet, in both languages side by side. Loaded with it, not with the page. */
import { formatBytes } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/locale';

const EN = {
  title: 'Open an addon',
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  address: 'Or the address of a bundle, a zip or a manifest.json (https)',
  fetch: 'Fetch it',
  fetchHint: 'Nothing but the request goes to that site: no cookies, and redirects are not followed.',
  reading: 'Reading…',
  readingFiles: (done: number, whole: number) => `${String(done)} of ${String(whole)} files`,
  fetching: (host: string) => `Fetching from ${host}…`,
  fetched: (bytes: number, whole: number) => (whole === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(whole)}`),
  noBundle: 'There is no bundle and no manifest.json among these files.',
  tooMany: 'One bundle at a time, please.',
  trusted: (name: string) => `Signed by a key you trust: ${name}`,
  unsigned: 'Unsigned: nobody vouches for this bundle.',
  unknownKey: 'Signed by a key you do not know.',
  tampered: 'The signature holds under no key at hand: the bytes were changed after signing, or the .pub of their author is missing.',
  missingPub: 'Drop the .pub file of its author as well, or open it in development mode.',
  compare: 'Compare it with what the author publishes before you trust it.',
  trust: 'Trust this key',
  development: 'Open in development mode',
  install: 'Install as a new project',
  mend: 'Open as a project to mend',
  failed: (message: string) => `This cannot be opened: ${message}`,
  leftOut: (paths: string) => `Left out, because keys and built bundles are no part of a project: ${paths}`,
  kept: 'Your current project stays as it is.',
  unkept: 'What runs now was not kept. Keep it first, or it is gone when this is installed.',
};

export type ImportStrings = typeof EN;

const ES: ImportStrings = {
  title: 'Abrir un addon',
  choose: 'Elegir archivos',
  chooseFolder: 'Elegir una carpeta',
  address: 'O la dirección de un paquete, un zip o un manifest.json (https)',
  fetch: 'Traerlo',
  fetchHint: 'A ese sitio solo llega la petición: sin cookies, y no se siguen redirecciones.',
  reading: 'Leyendo…',
  readingFiles: (done, whole) => `${String(done)} de ${String(whole)} archivos`,
  fetching: (host) => `Trayendo de ${host}…`,
  fetched: (bytes, whole) => (whole === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} de ${formatBytes(whole)}`),
  noBundle: 'Entre estos archivos no hay ningún paquete ni manifest.json.',
  tooMany: 'Un paquete a la vez, por favor.',
  trusted: (name) => `Firmado con una clave en la que confías: ${name}`,
  unsigned: 'Sin firma: nadie responde por este paquete.',
  unknownKey: 'Firmado con una clave que no conoces.',
  tampered: 'La firma no vale con ninguna clave disponible: los bytes cambiaron después de firmarse, o falta el .pub de su autor.',
  missingPub: 'Suelta también el archivo .pub de su autor, o ábrelo en modo desarrollo.',
  compare: 'Compárala con la que publica el autor antes de confiar en ella.',
  trust: 'Confiar en esta clave',
  development: 'Abrir en modo desarrollo',
  install: 'Instalar como proyecto nuevo',
  mend: 'Abrir como proyecto por arreglar',
  failed: (message) => `No se puede abrir: ${message}`,
  leftOut: (paths) => `Quedan fuera, porque las claves y los paquetes construidos no son parte de un proyecto: ${paths}`,
  kept: 'Tu proyecto actual queda como está.',
  unkept: 'Lo que corre ahora no se conservó. Consérvalo primero, o se pierde al instalar esto.',
};

export const IMPORT_STRINGS: Record<Locale, ImportStrings> = { en: EN, es: ES };
