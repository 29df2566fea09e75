/** Sentences of the share dialog, in both languages side by side. Loaded with it, not with the page. */
import { useLanguage } from '../i18n/language';

const EN = {
  title: 'Share',
  intro: 'Whoever opens it sees a sheet first; nothing runs before they say so. Rows that you typed are not part of it.',
  source: 'What is shared',
  sources: { project: 'The whole project, inside of the link', from: 'A file at an address (a bundle, a zip, a manifest.json)' },
  address: 'Address of the file (https)',
  addressHint: 'For projects that do not fit into a link. The site must let other sites read the file (CORS).',
  include: 'Begins with',
  file: (path: string) => `the open file, ${path}`,
  screen: (title: string) => `the open screen, ${title}`,
  person: (name: string) => `${name} looking`,
  sample: 'sample data',
  sampleRows: 'Rows in each table',
  sampleNumber: 'Number',
  badSample: (most: number) => `Rows from 1 to ${most.toLocaleString('en')}, and a whole number.`,
  tabs: { link: 'Link', qr: 'QR code', embed: 'Embed', badge: 'Badge' },
  tabsLabel: 'Ways to share',
  chars: (used: number, most: number, signer: string | null) =>
    `${used.toLocaleString('en')} of ${most.toLocaleString('en')} characters${signer === null ? '' : `, signed by ${signer}`}`,
  tooLong: (used: number, most: number) =>
    `The project makes a link of ${used.toLocaleString('en')} characters; ${most.toLocaleString('en')} fit. The largest files:`,
  tooLongCure: 'Put its bundle on a site of yours and share that address instead.',
  signedBy: 'Signed by',
  nobody: 'nobody',
  signedByHint: 'Whoever opens the link sees the fingerprint of the key, and that nothing was changed since. The private key stays here.',
  noKey: 'Nobody signs the link: there is no key in this browser. Make one under Export, Keys.',
  keysOut: (paths: string) => `Not in the link, because they look like keys: ${paths}`,
  copy: { link: 'Copy the link', embed: 'Copy the HTML', badge: 'Copy the Markdown' },
  copied: { link: 'The link is in the clipboard.', embed: 'The HTML is in the clipboard.', badge: 'The Markdown is in the clipboard.' },
  failed: (message: string) => `That did not work: ${message}`,
  link: 'Link',
  qrLabel: 'QR code of the link',
  qrSave: 'Save as SVG',
  qrTooLong: (bytes: number, most: number) =>
    `The link has ${bytes.toLocaleString('en')} bytes; a QR code holds ${most.toLocaleString('en')}. Share the address of a file instead.`,
  embed: {
    html: 'HTML for your page',
    parts: 'Shows',
    partsOf: { both: 'Editor and preview', editor: 'Editor only', preview: 'Preview only' },
    theme: 'Theme',
    themes: { none: 'As the reader prefers', light: 'Light', dark: 'Dark' },
    readOnly: 'Files cannot be changed',
    origin: 'Origin of your page, if it talks to the playground',
    originHint: 'Such as https://docs.example.com. Only messages of this origin are heard, and only it is answered.',
    badOrigin: 'An origin is a scheme, a host and a port, without a path.',
  },
  badge: { markdown: 'Markdown for a README', picture: 'Open in the Metacore Playground' },
};

export type ShareStrings = typeof EN;

const ES: ShareStrings = {
  title: 'Compartir',
  intro: 'Quien lo abre ve primero una ficha; nada se ejecuta antes de que lo diga. Las filas que escribiste no forman parte.',
  source: 'Qué se comparte',
  sources: {
    project: 'El proyecto entero, dentro del enlace',
    from: 'Un archivo en una dirección (un paquete, un zip, un manifest.json)',
  },
  address: 'Dirección del archivo (https)',
  addressHint: 'Para proyectos que no caben en un enlace. El sitio debe dejar que otros sitios lean el archivo (CORS).',
  include: 'Empieza con',
  file: (path) => `el archivo abierto, ${path}`,
  screen: (title) => `la pantalla abierta, ${title}`,
  person: (name) => `${name} mirando`,
  sample: 'datos de ejemplo',
  sampleRows: 'Filas por tabla',
  sampleNumber: 'Número',
  badSample: (most) => `Filas de 1 a ${most.toLocaleString('es')}, y un número entero.`,
  tabs: { link: 'Enlace', qr: 'Código QR', embed: 'Incrustar', badge: 'Insignia' },
  tabsLabel: 'Formas de compartir',
  chars: (used, most, signer) =>
    `${used.toLocaleString('es')} de ${most.toLocaleString('es')} caracteres${signer === null ? '' : `, firmado por ${signer}`}`,
  tooLong: (used, most) =>
    `El proyecto da un enlace de ${used.toLocaleString('es')} caracteres; caben ${most.toLocaleString('es')}. Los archivos más grandes:`,
  tooLongCure: 'Pon su paquete en un sitio tuyo y comparte esa dirección.',
  signedBy: 'Firmado por',
  nobody: 'nadie',
  signedByHint: 'Quien abre el enlace ve la huella de la clave, y que nada cambió desde entonces. La clave privada se queda aquí.',
  noKey: 'Nadie firma el enlace: no hay ninguna clave en este navegador. Crea una en Exportar, Claves.',
  keysOut: (paths) => `No van en el enlace, porque parecen claves: ${paths}`,
  copy: { link: 'Copiar el enlace', embed: 'Copiar el HTML', badge: 'Copiar el Markdown' },
  copied: {
    link: 'El enlace está en el portapapeles.',
    embed: 'El HTML está en el portapapeles.',
    badge: 'El Markdown está en el portapapeles.',
  },
  failed: (message) => `No se pudo: ${message}`,
  link: 'Enlace',
  qrLabel: 'Código QR del enlace',
  qrSave: 'Guardar como SVG',
  qrTooLong: (bytes, most) =>
    `El enlace tiene ${bytes.toLocaleString('es')} bytes; en un código QR caben ${most.toLocaleString('es')}. Comparte la dirección de un archivo.`,
  embed: {
    html: 'HTML para tu página',
    parts: 'Muestra',
    partsOf: { both: 'Editor y vista previa', editor: 'Solo el editor', preview: 'Solo la vista previa' },
    theme: 'Tema',
    themes: { none: 'El que prefiera quien lee', light: 'Claro', dark: 'Oscuro' },
    readOnly: 'Los archivos no se pueden cambiar',
    origin: 'Origen de tu página, si habla con el playground',
    originHint: 'Por ejemplo https://docs.example.com. Solo se oyen mensajes de este origen, y solo a él se responde.',
    badOrigin: 'Un origen es esquema, host y puerto, sin ruta.',
  },
  badge: { markdown: 'Markdown para un README', picture: 'Open in the Metacore Playground' },
};

export const useShareStrings = (): ShareStrings => (useLanguage((state) => state.language) === 'es' ? ES : EN);
