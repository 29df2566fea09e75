/** Sentences of the sheets for what arrives, in both languages side by side. Loaded with them, not with the page. */
import { formatBytes } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/locale';
import type { ProvenanceKind } from '../../kernel/project/provenance';
import type { Trust } from './trust';

const EN = {
  title: {
    link: 'Somebody shared an addon with you',
    from: 'An addon from another site',
    template: 'A starter of this playground',
  },
  rest: 'Nothing of it has run or was stored. It runs in this tab only, apart from your projects and keys, until you keep it.',
  restEmbedded: 'Nothing of it has run. It runs inside this frame only, and nothing is kept.',
  restRefused: 'Nothing of it has run or was stored, and nothing of it can be run.',
  offer: (host: string) =>
    `This address wants to open a file of ${host}. Nothing was fetched yet. If you fetch it, ${host} learns your network address and nothing else; no cookies are sent and redirects are not followed.`,
  offered: { host: 'Site', address: 'Address' },
  fetch: 'Fetch it',
  fetchAgain: 'Try again',
  fetching: (host: string) => `Fetching from ${host}…`,
  progress: (bytes: number, whole: number) => (whole === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(whole)}`),
  opening: 'Looking at it…',
  facts: {
    label: 'What it is',
    title: 'Title',
    addon: 'Addon',
    version: 'Version',
    size: 'Size',
    capabilities: 'Asks for',
    grants: 'Grants to roles',
    backend: 'Backend',
    runs: 'Would run',
    author: 'Signed by',
    fingerprint: 'Key',
    digest: 'SHA-256',
    made: 'Made with',
    before: 'Came from',
    begins: 'Begins at',
    as: 'As',
    rows: 'Sample data',
  },
  size: (files: number, bytes: number) => `${String(files)} ${files === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`,
  manifestFault: (line: number, column: number, message: string) =>
    `manifest.json is no JSON: line ${String(line)}, column ${String(column)}: ${message}`,
  none: 'nothing',
  yes: 'yes',
  no: 'no',
  screensOnly: 'its manifest, as screens; no code of its own',
  playground: (version: string) => `Playground ${version}`,
  sample: (rows: number, number: number) => `${String(rows)} rows in each table, number ${String(number)}`,
  author: {
    trusted: (signer: string) => `${signer}, a key you trust`,
    'unknown-key': (signer: string) => (signer === '' ? 'a key that did not come along' : `${signer}, a key you do not know`),
    unsigned: () => 'nobody',
    tampered: () => 'cannot be told',
    unchecked: () => 'cannot be told: its author’s key is not at hand',
    ours: () => 'this playground: it comes with the page',
    link: () => 'nobody',
    none: () => 'nobody: only bundles and links are signed',
  } satisfies Record<Trust['verdict'], (signer: string) => string>,
  warning: {
    unsigned: 'Nobody vouches for this bundle. It runs in development mode.',
    'unknown-key':
      'The signature is right, but you do not know the key. It runs in development mode. Compare the fingerprint with what the author publishes.',
    unchecked: 'There is a signature, but no key to check it with: it counts as unsigned and runs in development mode.',
    tampered: 'The signature does not hold: the bytes were changed after signing. It cannot be run.',
  },
  linkWarning: {
    'unknown-key':
      'The signature is right, but you do not know the key. Compare the fingerprint with what the author publishes; without that, anybody could have signed it.',
    tampered:
      'The signature does not hold: the link was changed after it was signed. It cannot be run. Ask whoever sent it for the link as it was made.',
  },
  differences: {
    changed: (paths: string) => `Changed since its author listed them: ${paths}`,
    missing: (paths: string) => `Missing from the bundle: ${paths}`,
    unlisted: (paths: string) => `Not on its author’s list: ${paths}`,
  },
  run: 'Run',
  leave: 'Not now',
  unreadable: { link: 'This link cannot be opened', from: 'This address cannot be opened' },
  kinds: {
    link: 'a link',
    from: 'another site',
    template: 'a starter',
    bundle: 'a bundle',
    zip: 'a zip',
    folder: 'a folder',
    manifest: 'a manifest',
    project: 'a project',
  } satisfies Record<ProvenanceKind, string>,
};

export type ArrivalStrings = typeof EN;

const ES: ArrivalStrings = {
  title: {
    link: 'Alguien compartió un addon contigo',
    from: 'Un addon de otro sitio',
    template: 'Una plantilla de este playground',
  },
  rest: 'Nada de esto se ha ejecutado ni guardado. Corre solo en esta pestaña, aparte de tus proyectos y claves, hasta que lo conserves.',
  restEmbedded: 'Nada de esto se ha ejecutado. Corre solo dentro de este marco y no se guarda nada.',
  restRefused: 'Nada de esto se ha ejecutado ni guardado, y nada de esto se puede ejecutar.',
  offer: (host) =>
    `Esta dirección quiere abrir un archivo de ${host}. Aún no se trajo nada. Si lo traes, ${host} conocerá tu dirección de red y nada más; no se envían cookies ni se siguen redirecciones.`,
  offered: { host: 'Sitio', address: 'Dirección' },
  fetch: 'Traerlo',
  fetchAgain: 'Intentar otra vez',
  fetching: (host) => `Trayendo de ${host}…`,
  progress: (bytes, whole) => (whole === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} de ${formatBytes(whole)}`),
  opening: 'Mirándolo…',
  facts: {
    label: 'Qué es',
    title: 'Título',
    addon: 'Addon',
    version: 'Versión',
    size: 'Tamaño',
    capabilities: 'Pide',
    grants: 'Concede a roles',
    backend: 'Backend',
    runs: 'Ejecutaría',
    author: 'Firmado por',
    fingerprint: 'Clave',
    digest: 'SHA-256',
    made: 'Hecho con',
    before: 'Vino de',
    begins: 'Empieza en',
    as: 'Como',
    rows: 'Datos de ejemplo',
  },
  size: (files, bytes) => `${String(files)} ${files === 1 ? 'archivo' : 'archivos'}, ${formatBytes(bytes)}`,
  manifestFault: (line, column, message) => `manifest.json no es JSON: línea ${String(line)}, columna ${String(column)}: ${message}`,
  none: 'nada',
  yes: 'sí',
  no: 'no',
  screensOnly: 'su manifiesto, como pantallas; sin código propio',
  playground: (version) => `Playground ${version}`,
  sample: (rows, number) => `${String(rows)} filas por tabla, número ${String(number)}`,
  author: {
    trusted: (signer) => `${signer}, una clave en la que confías`,
    'unknown-key': (signer) => (signer === '' ? 'una clave que no vino con él' : `${signer}, una clave que no conoces`),
    unsigned: () => 'nadie',
    tampered: () => 'no se puede saber',
    unchecked: () => 'no se puede saber: falta la clave de su autor',
    ours: () => 'este playground: viene con la página',
    link: () => 'nadie',
    none: () => 'nadie: solo se firman paquetes y enlaces',
  },
  warning: {
    unsigned: 'Nadie responde por este paquete. Corre en modo desarrollo.',
    'unknown-key':
      'La firma es correcta, pero no conoces la clave. Corre en modo desarrollo. Compara la huella con la que publica el autor.',
    unchecked: 'Hay una firma, pero ninguna clave con que comprobarla: cuenta como sin firmar y corre en modo desarrollo.',
    tampered: 'La firma no vale: los bytes cambiaron después de firmarse. No se puede ejecutar.',
  },
  linkWarning: {
    'unknown-key':
      'La firma es correcta, pero no conoces la clave. Compara la huella con la que publica el autor; sin eso, pudo firmarlo cualquiera.',
    tampered:
      'La firma no vale: el enlace fue cambiado después de firmarse. No se puede ejecutar. Pide a quien lo envió el enlace tal como se hizo.',
  },
  differences: {
    changed: (paths) => `Cambiados desde que su autor los listó: ${paths}`,
    missing: (paths) => `Faltan en el paquete: ${paths}`,
    unlisted: (paths) => `No están en la lista de su autor: ${paths}`,
  },
  run: 'Ejecutar',
  leave: 'Ahora no',
  unreadable: { link: 'Este enlace no se puede abrir', from: 'Esta dirección no se puede abrir' },
  kinds: {
    link: 'un enlace',
    from: 'otro sitio',
    template: 'una plantilla',
    bundle: 'un paquete',
    zip: 'un zip',
    folder: 'una carpeta',
    manifest: 'un manifiesto',
    project: 'un proyecto',
  },
};

export const ARRIVAL_STRINGS: Record<Locale, ArrivalStrings> = { en: EN, es: ES };
