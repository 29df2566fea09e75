/**
 * Everything the bundle code says to a person, in both languages. A problem is a code and its details; the sentence is made
 * here, so that a page that switches language can say it again.
 */
import type { Severity } from '../contract/diagnostic';
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { visible } from '../values/visible';
import { formatBytes } from './limits';

/** Values a sentence may name. `entry` is the path inside the bundle, shown escaped and cut. */
export interface BundleProblemDetails {
  entry?: string;
  other?: string;
  kind?: string;
  label?: string;
  limit?: number;
  actual?: number;
}

/** What is over a limit by a hair is given in bytes: "10 MiB; at most 10 MiB" would explain nothing. */
function sizes(d: Required<BundleProblemDetails>): { actual: string; limit: string } {
  const inMegabytes = (bytes: number) => `${Number((bytes / 1_000_000).toFixed(1))} MB`;
  const format = d.limit % 1_000_000 === 0 ? inMegabytes : formatBytes;
  const [actual, limit] = [format(d.actual), format(d.limit)];
  return actual === limit ? { actual: `${d.actual} bytes`, limit: `${d.limit} bytes` } : { actual, limit };
}

/** The command that writes an encrypted key in a form that is read. */
const writeAnew = (kind: string): string =>
  kind.startsWith('OpenSSH')
    ? 'ssh-keygen -p -N "" -f KEY'
    : 'openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in KEY -out KEY.pem';

/** Files that hold a key among other things, or in a form of one tool alone. */
export type KeyContainer = keyof typeof KEY_CONTAINERS;

/** What each is, and the command that takes the key out. A certificate has the public key alone. */
const KEY_CONTAINERS = {
  certificate: {
    en: 'an X.509 certificate, which has a public key alone',
    es: 'un certificado X.509, que solo tiene una clave pública',
    command: 'openssl x509 -in FILE -noout -pubkey > KEY.pub',
  },
  'der-certificate': {
    en: 'an X.509 certificate, which has a public key alone',
    es: 'un certificado X.509, que solo tiene una clave pública',
    command: 'openssl x509 -inform DER -in FILE -noout -pubkey > KEY.pub',
  },
  request: {
    en: 'a request for a certificate, which has a public key alone',
    es: 'una solicitud de certificado, que solo tiene una clave pública',
    command: 'openssl req -in FILE -noout -pubkey > KEY.pub',
  },
  'der-request': {
    en: 'a request for a certificate, which has a public key alone',
    es: 'una solicitud de certificado, que solo tiene una clave pública',
    command: 'openssl req -inform DER -in FILE -noout -pubkey > KEY.pub',
  },
  pkcs7: {
    en: 'a PKCS#7 file of certificates, which have public keys alone',
    es: 'un archivo PKCS#7 de certificados, que solo tienen claves públicas',
    command: 'openssl pkcs7 -in FILE -print_certs | openssl x509 -noout -pubkey > KEY.pub',
  },
  'der-pkcs7': {
    en: 'a PKCS#7 file of certificates, which have public keys alone',
    es: 'un archivo PKCS#7 de certificados, que solo tienen claves públicas',
    command: 'openssl pkcs7 -inform DER -in FILE -print_certs | openssl x509 -noout -pubkey > KEY.pub',
  },
  pkcs12: {
    en: 'a PKCS#12 store (.p12, .pfx)',
    es: 'un almacén PKCS#12 (.p12, .pfx)',
    command: 'openssl pkcs12 -in FILE -nocerts -nodes -out KEY.pem',
  },
  keystore: {
    en: 'a keystore of Java',
    es: 'un almacén de claves de Java',
    command:
      'keytool -importkeystore -srckeystore FILE -destkeystore KEY.p12 -deststoretype pkcs12, openssl pkcs12 -in KEY.p12 -nocerts -nodes -out KEY.pem',
  },
  putty: {
    en: 'a key file of PuTTY',
    es: 'un archivo de clave de PuTTY',
    command: 'puttygen FILE -O private-openssh-new -o KEY',
  },
  'key-set': {
    en: 'a set of JSON Web Keys',
    es: 'un conjunto de JSON Web Keys',
    command: "jq '.keys[0]' FILE > KEY.jwk",
  },
};

/** How a container is named and emptied. */
const containerOf = (kind: string): { en: string; es: string; command: string } => KEY_CONTAINERS[kind as KeyContainer];

type Sentence = (d: Required<BundleProblemDetails>) => string;
type InTwoLanguages = Record<Locale, Sentence>;

const ERRORS = {
  'BUNDLE-PACKED-SIZE': {
    en: (d) => `The bundle is ${sizes(d).actual}; at most ${sizes(d).limit} are accepted.`,
    es: (d) => `El paquete pesa ${sizes(d).actual}; se aceptan como máximo ${sizes(d).limit}.`,
  },
  'BUNDLE-NOT-GZIP': {
    en: () => 'This is not a bundle: the file does not start like a gzip archive (.tar.gz, .mcbundle).',
    es: () => 'Esto no es un paquete: el archivo no empieza como un gzip (.tar.gz, .mcbundle).',
  },
  'BUNDLE-TRUNCATED': {
    en: (d) => (d.entry === '' ? 'The bundle is cut short.' : `The bundle is cut short inside ${d.entry}.`),
    es: (d) => (d.entry === '' ? 'El paquete está cortado.' : `El paquete está cortado dentro de ${d.entry}.`),
  },
  'BUNDLE-DAMAGED': {
    en: () => 'The bundle is damaged: its compressed data does not match its own checksum.',
    es: () => 'El paquete está dañado: sus datos comprimidos no coinciden con su propia suma de comprobación.',
  },
  'BUNDLE-TRAILING-DATA': {
    en: () => 'The bundle has extra bytes after its end.',
    es: () => 'El paquete tiene bytes de más después de su final.',
  },
  'BUNDLE-TOO-MANY-MEMBERS': {
    en: (d) => `The gzip file is made of more than ${d.limit} parts. Compress the archive as one.`,
    es: (d) => `El archivo gzip consta de más de ${d.limit} partes. Comprima el archivo como una sola.`,
  },
  'BUNDLE-TAR-DAMAGED': {
    en: (d) => (d.entry === '' ? 'The archive has a damaged entry header.' : `The archive has a damaged entry header after ${d.entry}.`),
    es: (d) =>
      d.entry === ''
        ? 'El archivo tiene un encabezado de entrada dañado.'
        : `El archivo tiene un encabezado de entrada dañado después de ${d.entry}.`,
  },
  'BUNDLE-UNPACKED-SIZE': {
    en: (d) => `The bundle unpacks to more than ${formatBytes(d.limit)}${d.entry === '' ? '' : ` (reading ${d.entry})`}.`,
    es: (d) => `El paquete ocupa descomprimido más de ${formatBytes(d.limit)}${d.entry === '' ? '' : ` (al leer ${d.entry})`}.`,
  },
  'BUNDLE-TOO-MANY-ENTRIES': {
    en: (d) => `The bundle has more than ${d.limit} entries.`,
    es: (d) => `El paquete tiene más de ${d.limit} entradas.`,
  },
  'BUNDLE-TOO-MANY-FRONTEND-FILES': {
    en: (d) => `frontend/ holds ${d.actual} files; at most ${d.limit} are accepted.`,
    es: (d) => `frontend/ contiene ${d.actual} archivos; se aceptan como máximo ${d.limit}.`,
  },
  'BUNDLE-TOO-MANY-MIGRATIONS': {
    en: (d) => `migrations/ holds ${d.actual} SQL files; at most ${d.limit} are accepted.`,
    es: (d) => `migrations/ contiene ${d.actual} archivos SQL; se aceptan como máximo ${d.limit}.`,
  },
  'BUNDLE-WASM-SIZE': {
    en: (d) => `${d.entry} is ${sizes(d).actual}; a WebAssembly module may have at most ${sizes(d).limit}.`,
    es: (d) => `${d.entry} pesa ${sizes(d).actual}; un módulo WebAssembly puede tener como máximo ${sizes(d).limit}.`,
  },
  'BUNDLE-PATH-EMPTY': {
    en: (d) => `An entry has an empty name or an empty folder name: ${d.entry}.`,
    es: (d) => `Una entrada tiene un nombre vacío o una carpeta sin nombre: ${d.entry}.`,
  },
  'BUNDLE-PATH-ABSOLUTE': {
    en: (d) => `The entry ${d.entry} has an absolute path; paths must be relative to the addon.`,
    es: (d) => `La entrada ${d.entry} tiene una ruta absoluta; las rutas deben ser relativas al complemento.`,
  },
  'BUNDLE-PATH-TRAVERSAL': {
    en: (d) => `The entry ${d.entry} points outside of the bundle ("." or ".." in its path).`,
    es: (d) => `La entrada ${d.entry} apunta fuera del paquete ("." o ".." en su ruta).`,
  },
  'BUNDLE-PATH-CHARACTER': {
    en: (d) => `The entry ${d.entry} has a character that a path may not have (backslash or control character) or is not UTF-8.`,
    es: (d) => `La entrada ${d.entry} tiene un carácter que una ruta no puede tener (barra invertida o de control) o no es UTF-8.`,
  },
  'BUNDLE-PATH-LENGTH': {
    en: (d) => `The path ${d.entry} is ${d.actual} bytes long; at most ${d.limit} are accepted.`,
    es: (d) => `La ruta ${d.entry} tiene ${d.actual} bytes; se aceptan como máximo ${d.limit}.`,
  },
  'BUNDLE-ENTRY-KIND': {
    en: (d) => `The entry ${d.entry} is a ${d.kind}; a bundle may hold regular files only.`,
    es: (d) => `La entrada ${d.entry} es de tipo ${d.kind}; un paquete solo puede contener archivos normales.`,
  },
  'BUNDLE-ENTRY-DUPLICATE': {
    en: (d) => `The bundle has two entries named ${d.entry}.`,
    es: (d) => `El paquete tiene dos entradas llamadas ${d.entry}.`,
  },
  'BUNDLE-ENTRY-CONFLICT': {
    en: (d) => `${d.other} is a file in this bundle, so ${d.entry} cannot be inside of it.`,
    es: (d) => `${d.other} es un archivo en este paquete, así que ${d.entry} no puede estar dentro.`,
  },
  'BUNDLE-NO-MANIFEST': {
    en: (d) =>
      `The bundle has no manifest.json at its top level.${d.entry === '' ? '' : ` There is ${d.entry}: pack what is inside of that folder, not the folder.`}`,
    es: (d) =>
      `El paquete no tiene manifest.json en su nivel superior.${d.entry === '' ? '' : ` Está ${d.entry}: empaquete lo que hay dentro de esa carpeta, no la carpeta.`}`,
  },
  'BUNDLE-MANIFEST-ENCODING': {
    en: () => 'manifest.json is not UTF-8 text.',
    es: () => 'manifest.json no es texto UTF-8.',
  },
  'ZIP-DAMAGED': {
    en: (d) => (d.entry === '' ? 'The zip archive is damaged.' : `The zip archive is damaged: ${d.entry} is not what was packed.`),
    es: (d) => (d.entry === '' ? 'El archivo zip está dañado.' : `El archivo zip está dañado: ${d.entry} no es lo que se empaquetó.`),
  },
  'ZIP-AMBIGUOUS': {
    en: (d) => `The zip archive says two different things about ${d.entry}. Pack the folder again.`,
    es: (d) => `El archivo zip dice dos cosas distintas sobre ${d.entry}. Vuelva a comprimir la carpeta.`,
  },
  'ZIP-ENCRYPTED': {
    en: (d) => `The zip archive is encrypted (${d.entry}, ${d.kind}). Pack the folder without a password.`,
    es: (d) => `El archivo zip está cifrado (${d.entry}, ${d.kind}). Comprima la carpeta sin contraseña.`,
  },
  'ZIP-METHOD': {
    en: (d) => `${d.entry} is packed with ${d.kind}, which is not read here. Pack the folder with Deflate, as "zip" does.`,
    es: (d) => `${d.entry} está comprimido con ${d.kind}, que aquí no se lee. Comprima la carpeta con Deflate, como hace "zip".`,
  },
  'ZIP-SPLIT': {
    en: () => 'This is one part of a zip archive that was split. Join the parts first (zip -s 0 part.zip --out whole.zip).',
    es: () => 'Esto es una parte de un archivo zip dividido. Una primero las partes (zip -s 0 parte.zip --out completo.zip).',
  },
  'SIGNATURE-MALFORMED': {
    en: () => 'The signature is not one: 64 bytes are expected, as they are, as base64 (88 characters) or hex (128 digits).',
    es: () => 'La firma no es válida: se esperan 64 bytes, tal cual, en base64 (88 caracteres) o hexadecimal (128 dígitos).',
  },
  'KEY-MALFORMED': {
    en: () => 'This is not a key file: a PEM block with an Ed25519 key is expected.',
    es: () => 'Esto no es un archivo de clave: se espera un bloque PEM con una clave Ed25519.',
  },
  'KEY-UNSUPPORTED': {
    en: (d) =>
      d.kind === ''
        ? `The block "${d.label}" does not hold an Ed25519 key in a form that is understood.`
        : `The block "${d.label}" holds a key for ${d.kind}; bundles are signed with Ed25519 (openssl genpkey -algorithm ed25519).`,
    es: (d) =>
      d.kind === ''
        ? `El bloque "${d.label}" no contiene una clave Ed25519 en una forma que se entienda.`
        : `El bloque "${d.label}" contiene una clave de ${d.kind}; los paquetes se firman con Ed25519 (openssl genpkey -algorithm ed25519).`,
  },
  'KEY-CONTAINER': {
    en: (d) => `This is ${containerOf(d.kind).en}, and no key by itself. Take the key out: ${containerOf(d.kind).command}`,
    es: (d) => `Esto es ${containerOf(d.kind).es} y no es una clave por sí solo. Extraiga la clave: ${containerOf(d.kind).command}`,
  },
  'KEY-ENCRYPTED': {
    en: () => 'This private key is under a passphrase, which is needed to read it.',
    es: () => 'Esta clave privada está protegida por una frase de contraseña, que hace falta para leerla.',
  },
  'KEY-ENCRYPTION': {
    en: (d) => `This private key is encrypted in a way that is not read here (${d.kind}). Write it anew: ${writeAnew(d.kind)}.`,
    es: (d) => `Esta clave privada está cifrada de una forma que aquí no se lee (${d.kind}). Vuelva a escribirla: ${writeAnew(d.kind)}.`,
  },
  'KEY-EXPECTED-PUBLIC': {
    en: () => 'This is a private key; a public key (.pub) is wanted here.',
    es: () => 'Esta es una clave privada; aquí se pide una clave pública (.pub).',
  },
  'KEY-EXPECTED-PRIVATE': {
    en: () => 'This is a public key; the private key (.pem) is wanted here.',
    es: () => 'Esta es una clave pública; aquí se pide la clave privada (.pem).',
  },
  'KEY-MISMATCH': {
    en: () => 'The public half in this private key file does not belong to its secret half.',
    es: () => 'La mitad pública de este archivo de clave privada no corresponde a su mitad secreta.',
  },
  'KEY-WEAK': {
    en: () => 'This public key is not a usable Ed25519 point: anybody could sign for it.',
    es: () => 'Esta clave pública no es un punto Ed25519 utilizable: cualquiera podría firmar por ella.',
  },
  'CRYPTO-UNAVAILABLE': {
    en: () => 'The browser offers no cryptography to this page. Open it over https or from localhost.',
    es: () => 'El navegador no ofrece criptografía a esta página. Ábrala por https o desde localhost.',
  },
  'KEY-PASSPHRASE': {
    en: () => 'The passphrase does not open this key.',
    es: () => 'La frase de contraseña no abre esta clave.',
  },
  'KEY-PASSPHRASE-SHORT': {
    en: (d) => `The passphrase needs at least ${d.limit} characters.`,
    es: (d) => `La frase de contraseña necesita al menos ${d.limit} caracteres.`,
  },
  'KEY-NOT-EXPORTABLE': {
    en: () => 'This private key is locked into the browser and cannot be exported.',
    es: () => 'Esta clave privada está bloqueada en el navegador y no se puede exportar.',
  },
} satisfies Record<string, InTwoLanguages>;

const NOTICES = {
  'BUNDLE-HUB-SIZE': {
    severity: 'warning',
    en: (d) => `The bundle is ${sizes(d).actual}; the marketplace takes uploads up to ${sizes(d).limit}.`,
    es: (d) => `El paquete pesa ${sizes(d).actual}; el marketplace acepta hasta ${sizes(d).limit}.`,
  },
  'BUNDLE-NAME-COLLISION': {
    severity: 'warning',
    en: (d) => `${d.entry} and ${d.other} differ only in letter case or Unicode form; some systems take them for one file.`,
    es: (d) => `${d.entry} y ${d.other} difieren solo en mayúsculas o forma Unicode; algunos sistemas los toman por un mismo archivo.`,
  },
  'BUNDLE-DOWN-MIGRATION': {
    severity: 'warning',
    en: (d) => `${d.entry} looks like a step back, but every file in migrations/ runs on install: it would undo what came before.`,
    es: (d) => `${d.entry} parece un paso atrás, pero todo archivo en migrations/ se ejecuta al instalar: desharía lo anterior.`,
  },
  'BUNDLE-KEY-FILE': {
    severity: 'warning',
    en: (d) => `${d.entry} looks like a key; keys do not belong in a bundle.`,
    es: (d) => `${d.entry} parece una clave; las claves no deben ir en un paquete.`,
  },
  'BUNDLE-IN-FOLDER': {
    severity: 'warning',
    en: (d) => `The manifest lies in a folder of the archive (${d.entry}), where hosts do not look: build the bundle anew.`,
    es: (d) => `El manifiesto está en una carpeta del archivo (${d.entry}), donde los hosts no miran: vuelva a crear el paquete.`,
  },
  'BUNDLE-FILE-NAME': {
    severity: 'warning',
    en: (d) => `The file is named ${d.entry}; what is inside says ${d.other}.`,
    es: (d) => `El archivo se llama ${d.entry}; lo que contiene dice ${d.other}.`,
  },
  'BUNDLE-UNLISTED': {
    severity: 'warning',
    en: (d) =>
      d.actual === 1
        ? `${d.entry} is in no place that hosts use, and the manifest does not name it.`
        : `${d.actual} files are in no place that hosts use, and the manifest does not name them: ${d.entry}, …`,
    es: (d) =>
      d.actual === 1
        ? `${d.entry} no está en ningún lugar que los hosts usen ni lo nombra el manifiesto.`
        : `${d.actual} archivos no están en ningún lugar que los hosts usen ni los nombra el manifiesto: ${d.entry}, …`,
  },
} satisfies Record<string, InTwoLanguages & { severity: Severity }>;

export type BundleErrorCode = keyof typeof ERRORS;

/** Whether an error says that an archive, a signature or a key is not what it should be. */
export const isBundleError = ({ code }: Pick<KernelError, 'code'>): boolean => Object.hasOwn(ERRORS, code);

export type BundleNoticeRule = keyof typeof NOTICES;

/** Something worth saying about a bundle that opens all the same. Plain data; `path` is the entry's name. */
export interface BundleNotice {
  rule: BundleNoticeRule;
  severity: Severity;
  path: string;
  message: string;
}

/** Hostile names are shown, never obeyed: control characters escaped, long ones cut. */
export function printableEntry(entry: string): string {
  const shown = entry.length > 120 ? `${entry.slice(0, 119)}…` : entry;
  return visible(shown).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function complete(details: BundleProblemDetails): Required<BundleProblemDetails> {
  return {
    kind: details.kind ?? '',
    label: printableEntry(details.label ?? ''),
    limit: details.limit ?? 0,
    actual: details.actual ?? 0,
    entry: printableEntry(details.entry ?? ''),
    other: printableEntry(details.other ?? ''),
  };
}

/** The sentence for a code, for a person who reads `locale`. */
export function bundleSentence(code: BundleErrorCode | BundleNoticeRule, details: BundleProblemDetails, locale: Locale = 'en'): string {
  const sentences: InTwoLanguages = { ...ERRORS, ...NOTICES }[code];
  return sentences[locale](complete(details));
}

/** A typed refusal: `code` is one of `BundleErrorCode`, `details` names the entry. In English; see `localizedSentence`. */
export function bundleError(code: BundleErrorCode, details: BundleProblemDetails = {}, cause?: unknown): KernelError {
  return new KernelError(code, bundleSentence(code, details), { details: { ...details }, ...(cause === undefined ? {} : { cause }) });
}

/** What to show for an error of this folder in the person's language; other errors keep the sentence they have. */
export function localizedSentence(error: KernelError, locale: Locale): string {
  return Object.hasOwn(ERRORS, error.code) ? bundleSentence(error.code as BundleErrorCode, error.details, locale) : error.message;
}

export function bundleNotice(rule: BundleNoticeRule, path: string, details: BundleProblemDetails, locale: Locale = 'en'): BundleNotice {
  return { rule, severity: NOTICES[rule].severity, path, message: bundleSentence(rule, details, locale) };
}
