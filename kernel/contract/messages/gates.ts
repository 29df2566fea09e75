/** What the publish gates say that read the project's files, and the checks that only the public pages promise. */
import type { HostTextFault } from '../gates/host-text';
import { list, message, type Message, quote } from '../text';

const FILE_ROLES = {
  locale: ['language file', 'archivo de idioma'],
  template: ['template', 'plantilla'],
  readme: ['readme', 'léame'],
  screenshot: ['picture', 'imagen'],
  schema: ['schema', 'esquema'],
  icon: ['icon', 'icono'],
  migration: ['upgrade script', 'script de actualización'],
  entry: ['entry point', 'punto de entrada'],
  tokens: ['token file', 'archivo de tokens'],
  font: ['font', 'fuente'],
} as const;

export type FileRole = keyof typeof FILE_ROLES;

/** Said of what hosts and their tools do not do today, though their public pages promise it. */
const PROMISED = {
  en: 'The public documentation promises this check; the Go tools may not make it.',
  es: 'La documentación pública promete esta comprobación; las herramientas en Go pueden no hacerla.',
};

export const promised = (en: string, es: string): Message => ({ ...message(en, es), cure: PROMISED });

const SAVE = { cureEn: 'Save it as UTF-8 without BOM.', cureEs: 'Guárdelo como UTF-8 sin BOM.' };

/** What is wrong with the bytes of a file, as the end of a sentence. */
const TEXT_FAULTS: Readonly<Record<HostTextFault, { en: string; es: string; cureEn: string; cureEs: string }>> = {
  nul: {
    en: 'it holds a NUL character, where hosts stop reading',
    es: 'contiene un carácter NUL, donde los hosts dejan de leer',
    cureEn: 'Remove the NUL.',
    cureEs: 'Quite el NUL.',
  },
  surrogate: {
    en: 'it holds half of a surrogate pair, which has no UTF-8',
    es: 'contiene medio par sustituto, que no existe en UTF-8',
    cureEn: 'Write the character anew.',
    cureEs: 'Escriba de nuevo el carácter.',
  },
  byte_order_mark: {
    en: 'it begins with a byte order mark, which hosts take for a part of the text',
    es: 'empieza con una marca de orden de bytes, que los hosts toman por texto',
    ...SAVE,
  },
  not_utf8: { en: 'it is not UTF-8', es: 'no es UTF-8', ...SAVE },
  utf16: { en: 'it is UTF-16', es: 'es UTF-16', ...SAVE },
  too_long: {
    en: 'it is too long to be judged (4 MiB at most)',
    es: 'es demasiado largo para juzgarlo (4 MiB como máximo)',
    cureEn: 'Split it.',
    cureEs: 'Divídalo.',
  },
};

export const gateMessages = {
  fileMissing: (file: string, role: FileRole): Message =>
    message(
      `The ${FILE_ROLES[role][0]} ${quote(file)} is not among the files of the addon.`,
      `El ${FILE_ROLES[role][1]} ${quote(file)} no está entre los archivos del addon.`,
      'Add the file, or correct the path.',
      'Agregue el archivo o corrija la ruta.',
    ),
  notJson: (file: string): Message =>
    message(`${quote(file)} is not JSON.`, `${quote(file)} no es JSON.`, 'Open the file and correct it.', 'Abra el archivo y corríjalo.'),
  jsonText: (file: string, fault: HostTextFault): Message =>
    message(
      `${quote(file)} is not the JSON that hosts read: ${TEXT_FAULTS[fault].en}.`,
      `${quote(file)} no es el JSON que leen los hosts: ${TEXT_FAULTS[fault].es}.`,
      TEXT_FAULTS[fault].cureEn,
      TEXT_FAULTS[fault].cureEs,
    ),
  otherPlace: (file: string, place: string): Message =>
    message(
      `Hosts look in \`${place}\` only, so ${quote(file)} is never loaded.`,
      `Los hosts solo buscan en \`${place}\`; ${quote(file)} no se carga nunca.`,
      'Move the file there, and write its new path here.',
      'Mueva allí el archivo y escriba aquí su nueva ruta.',
    ),
  leftOver: (file: string, isRun: boolean): Message =>
    message(
      isRun
        ? `${quote(file)} was left behind by another system, and hosts would run it as a migration.`
        : `${quote(file)} was left behind by another system and is no part of the addon.`,
      isRun
        ? `${quote(file)} lo dejó otro sistema, y los hosts lo ejecutarían como migración.`
        : `${quote(file)} lo dejó otro sistema y no es parte del addon.`,
      'Pack the addon again without it; on macOS set COPYFILE_DISABLE=1 for tar.',
      'Empaquete el addon de nuevo sin él; en macOS, con COPYFILE_DISABLE=1 para tar.',
    ),
  noModule: (names: readonly string[]): Message =>
    message(
      `The manifest calls ${list(names)}, but there is no backend/backend.wasm.`,
      `El manifiesto llama a ${list(names)}, pero no hay backend/backend.wasm.`,
      'Build the backend before packing.',
      'Construya el backend antes de empaquetar.',
    ),
  badModule: (file: string): Message =>
    message(
      `${file} is not a WebAssembly module of version 1.`,
      `${file} no es un módulo WebAssembly de versión 1.`,
      'Build it again; a component or a text file is not taken.',
      'Constrúyalo de nuevo; no se admite un componente ni un archivo de texto.',
    ),
  notExported: (file: string, name: string): Message =>
    message(
      `${file} does not export the function ${quote(name)}.`,
      `${file} no exporta la función ${quote(name)}.`,
      'Export it, or correct the name.',
      'Expórtela o corrija el nombre.',
    ),
  notExportedLater: (file: string, name: string): Message =>
    message(
      `${file} does not export ${quote(name)}. The command line of the platform does not look here; the call will fail at run time.`,
      `${file} no exporta ${quote(name)}. La línea de comandos de la plataforma no mira aquí; la llamada fallará al ejecutarse.`,
    ),
  noAbi: (file: string, name: string): Message =>
    message(
      `${file} does not export ${quote(name)}, through which hosts hand over what a function gets.`,
      `${file} no exporta ${quote(name)}, por donde los hosts entregan lo que recibe una función.`,
    ),
  importUnknown: (file: string, module: string, name: string): Message =>
    message(
      `${file} imports ${quote(`${module}.${name}`)}, which hosts do not offer; it cannot be loaded.`,
      `${file} importa ${quote(`${module}.${name}`)}, que los hosts no ofrecen; no se puede cargar.`,
    ),
  importWithoutGrant: (file: string, name: string, kinds: readonly string[]): Message =>
    message(
      `${file} imports ${name}, but no capability ${kinds.join(' / ')} is declared.`,
      `${file} importa ${name}, pero no se declara ninguna capacidad ${kinds.join(' / ')}.`,
      'Declare the capability with its target and reason.',
      'Declare la capacidad con su destino y su motivo.',
    ),
  sqlPattern: (what: string): Message =>
    message(
      `The publish check refuses ${what} in a migration. It goes by pattern: comments and texts count.`,
      `La revisión de publicación rechaza ${what} en una migración. Busca por patrón: cuentan comentarios y textos.`,
    ),
  sqlStatement: (what: string): Message =>
    message(
      `A migration may not use ${what}.`,
      `Una migración no puede usar ${what}.`,
      'Leave roles, databases and the server to its administrator.',
      'Deje roles, bases y el servidor a quien lo administra.',
    ),
  sqlSchema: (name: string, addon: string): Message =>
    message(
      `${quote(name)} is not the addon's own schema (addon_${addon}), nor public.`,
      `${quote(name)} no es el esquema propio del addon (addon_${addon}) ni public.`,
    ),
  sqlDynamic: (): Message =>
    message(
      'What EXECUTE runs here is put together when it runs, so nobody can tell what it will be.',
      'Lo que EXECUTE ejecuta aquí se compone al ejecutarse, así que nadie puede decir qué será.',
      'Write the statement itself, or format() it with %I and %L alone.',
      'Escriba la sentencia misma, o compóngala con format() y solo %I y %L.',
    ),
  sqlBody: (reason: string): Message =>
    message(
      `A body of code in this migration could not be looked into: ${reason}.`,
      `No se pudo examinar un cuerpo de código de esta migración: ${reason}.`,
      'Write it in SQL or PL/pgSQL, as PostgreSQL reads it.',
      'Escríbalo en SQL o PL/pgSQL, tal como PostgreSQL lo lee.',
    ),
  sqlTransaction: (): Message =>
    message(
      'A migration runs within a transaction of the host; this statement would begin or end one in the middle of it.',
      'Una migración se ejecuta dentro de una transacción del host; esta sentencia empezaría o terminaría una en medio de ella.',
      'Leave it out: the host begins and commits.',
      'Quítela: el host la abre y la confirma.',
    ),
  sqlSyntax: (reason: string): Message =>
    message(`PostgreSQL cannot read this migration: ${reason}.`, `PostgreSQL no puede leer esta migración: ${reason}.`),
  sqlText: (fault: HostTextFault): Message =>
    message(
      `PostgreSQL cannot read this migration: ${TEXT_FAULTS[fault].en}.`,
      `PostgreSQL no puede leer esta migración: ${TEXT_FAULTS[fault].es}.`,
      TEXT_FAULTS[fault].cureEn,
      TEXT_FAULTS[fault].cureEs,
    ),
  sqlUnparsed: (): Message =>
    message(
      "PostgreSQL's parser could not be loaded; the migrations were judged by pattern alone.",
      'No se pudo cargar el analizador de PostgreSQL; las migraciones se juzgaron solo por patrón.',
      'Check again when the connection is back.',
      'Compruebe de nuevo cuando vuelva la conexión.',
    ),
  downMigration: (): Message =>
    message(
      'Hosts run every file of migrations/ when they install, so a step back would undo the schema.',
      'Los hosts ejecutan todo archivo de migrations/ al instalar; un paso atrás desharía el esquema.',
      'Keep steps back outside migrations/.',
      'Guarde los pasos atrás fuera de migrations/.',
    ),
  noGoHandler: (path: string): Message =>
    message(
      `No HandleFunc in backend/ registers ${quote(path)}.`,
      `Ningún HandleFunc de backend/ registra ${quote(path)}.`,
      'Register the path, or correct the address.',
      'Registre la ruta o corrija la dirección.',
    ),
  noModalComponent: (slug: string): Message =>
    message(
      `No registerModal in frontend/src/ has the slug ${quote(slug)}.`,
      `Ningún registerModal de frontend/src/ tiene el slug ${quote(slug)}.`,
      'Register the component under this slug.',
      'Registre el componente con este slug.',
    ),
  foreignAddon: (what: string, addon: string): Message =>
    promised(
      `${quote(what)} belongs to the addon ${quote(addon)}, which compatibility.requires does not name.`,
      `${quote(what)} es del addon ${quote(addon)}, que compatibility.requires no nombra.`,
    ),
  keywordUnchecked: (name: string): Message =>
    message(
      `${quote(name)} is not looked at when the event is emitted here: a payload that breaks it leaves. Today's Go kernel checks no payload at all.`,
      `${quote(name)} no se comprueba aquí al emitir el evento: un payload que lo incumple sale. El kernel en Go de hoy no comprueba ningún payload.`,
      'Say it by keywords of draft 2020-12 that are looked at, and refer to places of the same file.',
      'Dígalo con palabras clave del borrador 2020-12 que se comprueban y remita a lugares del mismo archivo.',
    ),
} as const;
