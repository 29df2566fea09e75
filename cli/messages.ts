/** Every sentence of the command line, in both languages. `{name}` is filled in by `say`. */
import { visible } from '../kernel/values/visible';
import type { Locale } from '../kernel/locale';

const SENTENCES = {
  unknownCommand: { en: 'There is no command "{name}". See --help.', es: 'No existe el comando "{name}". Vea --help.' },
  meantCommand: {
    en: 'There is no command "{name}". Did you mean "{meant}"? See --help.',
    es: 'No existe el comando "{name}". ¿Quiso decir "{meant}"? Vea --help.',
  },
  noCommand: { en: 'Say what to do: {names}. See --help.', es: 'Diga qué hacer: {names}. Vea --help.' },
  unknownShell: {
    en: 'There is no script for "{name}". Shells: {names}.',
    es: 'No hay script para «{name}». Shells: {names}.',
  },
  watching: { en: 'Watching for changes; Ctrl+C ends it.', es: 'A la espera de cambios; Ctrl+C termina.' },
  watchNeedsText: {
    en: '--watch prints what people read: leave out --json and --format.',
    es: '--watch escribe lo que leen las personas: quite --json y --format.',
  },
  unknownOption: {
    en: 'There is no option {name} here. See {command} --help.',
    es: 'Aquí no existe la opción {name}. Vea {command} --help.',
  },
  optionNeedsValue: { en: 'The option {name} needs a value.', es: 'La opción {name} necesita un valor.' },
  optionTakesNoValue: { en: 'The option {name} takes no value.', es: 'La opción {name} no lleva valor.' },
  optionMissing: { en: 'The option {name} is needed.', es: 'Falta la opción {name}.' },
  badLanguage: { en: '--lang takes en or es, not "{name}".', es: '--lang admite en o es, no "{name}".' },
  argumentMissing: { en: '{name} is missing. Usage: {usage}', es: 'Falta {name}. Uso: {usage}' },
  tooManyArguments: { en: 'Too many arguments: {name}. Usage: {usage}', es: 'Sobran argumentos: {name}. Uso: {usage}' },

  fileNotFound: { en: '{file}: no such file or folder.', es: '{file}: no existe el archivo o la carpeta.' },
  fileUnreadable: { en: '{file}: cannot be read ({reason}).', es: '{file}: no se puede leer ({reason}).' },
  fileUnwritable: { en: '{file}: cannot be written ({reason}).', es: '{file}: no se puede escribir ({reason}).' },
  fileTooLarge: { en: '{file} is larger than {limit}.', es: '{file} ocupa más de {limit}.' },
  folderTooLarge: {
    en: '{file} holds more than {limit} files, or is nested too deeply.',
    es: '{file} contiene más de {limit} archivos o está demasiado anidada.',
  },
  folderTooHeavy: { en: '{file} holds more than {limit}.', es: '{file} contiene más de {limit}.' },
  expectedFolder: { en: '{file} is not a folder.', es: '{file} no es una carpeta.' },
  expectedFile: { en: '{file} is not a file.', es: '{file} no es un archivo.' },
  exists: { en: '{file} is already there and is not overwritten.', es: '{file} ya existe y no se sobrescribe.' },
  folderNotEmpty: { en: '{file} is not empty; nothing was written.', es: '{file} no está vacía; no se escribió nada.' },
  badKey: {
    en: '"{name}" cannot be an addon key: a lower-case letter, then 1 to 62 lower-case letters, digits or underscores.',
    es: '"{name}" no puede ser la clave de un complemento: una minúscula y luego de 1 a 62 minúsculas, dígitos o guiones bajos.',
  },
  noTemplate: { en: 'There is no template "{name}". There are: {names}.', es: 'No existe la plantilla "{name}". Existen: {names}.' },
  notUtf8: { en: '{file} is not UTF-8 text.', es: '{file} no es texto UTF-8.' },

  badFormat: { en: '--format takes text, json or sarif, not "{name}".', es: '--format admite text, json o sarif, no "{name}".' },
  fixed: { en: '{file}: {count} fixes applied', es: '{file}: {count} arreglos aplicados' },
  written: { en: '{file}: written', es: '{file}: escrito' },
  filesLeft: {
    en: 'The manifest names new files; -o OUT writes them too: {list}',
    es: 'El manifiesto nombra archivos nuevos; -o OUT también los escribe: {list}',
  },

  cure: { en: 'cure', es: 'arreglo' },
  error: { en: 'error', es: 'error' },
  warning: { en: 'warning', es: 'advertencia' },
  info: { en: 'note', es: 'nota' },
  accepted: { en: '{file}: accepted ({version}), {counts}', es: '{file}: aceptado ({version}), {counts}' },
  rejected: { en: '{file}: rejected ({version}), {counts}', es: '{file}: rechazado ({version}), {counts}' },
  counts: { en: 'errors: {errors}, warnings: {warnings}', es: 'errores: {errors}, advertencias: {warnings}' },
  scaffolded: {
    en: '{key} is in {directory}: {count} files from the template {template}.',
    es: '{key} está en {directory}: {count} archivos de la plantilla {template}.',
  },
  scaffoldNext: { en: 'Next: check {directory}', es: 'Siguiente: check {directory}' },
  built: {
    en: '{file}: {size}, {migrations} migrations, {frontend} frontend files, {backend} backend files',
    es: '{file}: {size}, {migrations} migraciones, {frontend} archivos de frontend, {backend} archivos de backend',
  },
  digest: { en: 'sha256 {digest}', es: 'sha256 {digest}' },
  signed: { en: '{file}: signed by {fingerprint}', es: '{file}: firmado por {fingerprint}' },
  keysMade: {
    en: '{privateFile}: private key, keep it secret\n{publicFile}: public key, hand it out\nfingerprint {fingerprint}',
    es: '{privateFile}: clave privada, manténgala en secreto\n{publicFile}: clave pública, para repartir\nhuella {fingerprint}',
  },
  verified: { en: '{file}: the signature holds, signed by {fingerprint}', es: '{file}: la firma es válida, firmado por {fingerprint}' },
  notVerified: {
    en: '{file}: the signature does not hold under the key {fingerprint}. The bundle was changed after signing, or somebody else signed it.',
    es: '{file}: la firma no es válida con la clave {fingerprint}. El paquete cambió después de firmarse o lo firmó otra persona.',
  },
  noSignature: { en: '{file}: there is no signature ({signature} is missing).', es: '{file}: no hay firma (falta {signature}).' },

  inspectTitle: { en: '{name} ({key}) {version}, manifest {contract}', es: '{name} ({key}) {version}, manifiesto {contract}' },
  inspectSize: { en: '{packed} packed, {unpacked} unpacked', es: '{packed} comprimido, {unpacked} descomprimido' },
  inspectModels: { en: 'models: {list}', es: 'modelos: {list}' },
  inspectMigrations: { en: 'migrations: {list}', es: 'migraciones: {list}' },
  inspectFrontend: { en: 'frontend: {count} files, {size}', es: 'frontend: {count} archivos, {size}' },
  inspectBackend: { en: 'backend: {list}', es: 'backend: {list}' },
  inspectSignaturePresent: {
    en: 'signature: {signature} is there, check it with verify',
    es: 'firma: {signature} está presente, compruébela con verify',
  },
  inspectSignatureMalformed: {
    en: 'signature: {signature} is there, but is no signature',
    es: 'firma: {signature} está presente, pero no es una firma',
  },
  inspectSignatureAbsent: { en: 'signature: none', es: 'firma: ninguna' },
  reject: { en: 'reject', es: 'rechazo' },
  review: { en: 'review', es: 'revisión' },
  advice: { en: 'advice', es: 'consejo' },
  major: { en: 'major', es: 'mayor' },
  minor: { en: 'minor', es: 'menor' },
  patch: { en: 'patch', es: 'parche' },
  preflightPasses: {
    en: '{name}: nothing here makes review refuse it (review: {review}, advice: {advice})',
    es: '{name}: nada aquí hace que la revisión lo rechace (revisión: {review}, consejos: {advice})',
  },
  preflightFails: {
    en: '{name}: review would refuse it (reject: {reject}, review: {review}, advice: {advice})',
    es: '{name}: la revisión lo rechazaría (rechazos: {reject}, revisión: {review}, consejos: {advice})',
  },
  badReportFormat: {
    en: '--format takes text, json, sarif or html, not "{name}".',
    es: '--format admite text, json, sarif o html, no "{name}".',
  },
  badChoice: { en: '{name} takes {values}, not "{value}".', es: '{name} admite {values}, no "{value}".' },
  diffSame: { en: 'Nothing differs.', es: 'No hay diferencias.' },
  diffSizes: { en: '{before} → {after} unpacked', es: '{before} → {after} descomprimido' },
  diffAdvice: { en: 'advised after {from}: {version} ({bump})', es: 'aconsejada tras {from}: {version} ({bump})' },
  passphraseMissing: {
    en: 'This private key is under a passphrase: set {name}.',
    es: 'Esta clave privada está protegida por una frase de contraseña: defina {name}.',
  },
  tokenMissing: {
    en: 'A token is needed: set {name}, or give --token.',
    es: 'Hace falta un token: defina {name} o dé --token.',
  },
  publishRefused: {
    en: 'The preflight rejects it ({reject}); nothing was uploaded. --force uploads all the same.',
    es: 'La revisión previa lo rechaza ({reject}); no se subió nada. --force lo sube igualmente.',
  },
  wouldPublish: {
    en: '{file}: {size} would be posted to {url}\nsha256 {digest}',
    es: '{file}: {size} se enviarían a {url}\nsha256 {digest}',
  },
  published: {
    en: '{file}: the hub took it as {id}, state {status}\nsha256 {digest}',
    es: '{file}: el hub lo aceptó como {id}, estado {status}\nsha256 {digest}',
  },
  inspectFiles: { en: 'files:', es: 'archivos:' },
  serving: { en: '{url} (addons: {list})', es: '{url} (complementos: {list})' },
  serveRejected: { en: '{file} is not accepted, so it is not served.', es: '{file} no se acepta, así que no se sirve.' },
  badPort: { en: '--port takes a number from 0 to 65535, not "{name}".', es: '--port admite un número de 0 a 65535, no "{name}".' },
  badHostVersion: {
    en: '--host-version takes three numbers, such as 3.0.0, not "{name}".',
    es: '--host-version admite tres números, como 3.0.0, no "{name}".',
  },
  badEnforcement: {
    en: '--enforcement takes enforce or shadow, not "{name}".',
    es: '--enforcement admite enforce o shadow, no "{name}".',
  },
  portTaken: { en: 'Port {name} cannot be used: {reason}.', es: 'No se puede usar el puerto {name}: {reason}.' },
  badNumber: {
    en: '{name} takes a whole number from {least} to {most}, not "{given}".',
    es: '{name} admite un número entero de {least} a {most}, no "{given}".',
  },
  seeded: { en: '{rows} sample rows', es: '{rows} filas de ejemplo' },
  seedFailed: { en: 'The sample rows could not be written: {reason}', es: 'No se pudieron escribir las filas de ejemplo: {reason}' },
  seedShort: { en: '{table}: {made} of {rows} rows.', es: '{table}: {made} de {rows} filas.' },
  seed_needs_rows: { en: 'Rows are needed first in: {detail}.', es: 'Antes hacen falta filas en: {detail}.' },
  seed_unique: { en: 'More would repeat what must be unique.', es: 'Más filas repetirían lo que debe ser único.' },
  seed_rules: { en: 'No more rows were found that keep its rules.', es: 'No se hallaron más filas que cumplan sus reglas.' },
  seed_refused: { en: 'PostgreSQL refused rows: {detail}', es: 'PostgreSQL rechazó filas: {detail}' },
  badPair: { en: '{name} takes KEY=VALUE, not "{given}".', es: '{name} admite CLAVE=VALOR, no "{given}".' },
  badProfile: { en: '--profile takes kernel or templating, not "{name}".', es: '--profile admite kernel o templating, no "{name}".' },
  badMock: { en: '{file}: {reason}', es: '{file}: {reason}' },
  testsRan: { en: '{passed} passed, {failed} failed', es: '{passed} correctas, {failed} con fallos' },
  badHost: { en: '--allow: {reason}.', es: '--allow: {reason}.' },
  settingRefused: { en: 'The settings do not fit: {reason}', es: 'Los ajustes no encajan: {reason}' },
  toolRefused: { en: '{name}: {status} {reason}', es: '{name}: {status} {reason}' },
  toolFailed: { en: '{name} failed: {reason}', es: '{name} falló: {reason}' },
  hostUnreachable: {
    en: '{url} does not answer ({reason}). Start it with serve, or say --url.',
    es: '{url} no responde ({reason}). Inícielo con serve o indique --url.',
  },
  addonWithoutKey: { en: '{file}: its manifest has no key.', es: '{file}: su manifiesto no tiene clave.' },
  dataTaken: { en: '{file} is in use by the process {name}.', es: '{file} está en uso por el proceso {name}.' },
  mayDo: { en: 'may:', es: 'puede:' },
  willRun: { en: 'runs:', es: 'ejecuta:' },
  willMake: { en: 'tables: {count}', es: 'tablas: {count}' },
  blocked: { en: 'blocked:', es: 'bloqueado:' },
  sayYes: { en: 'Nothing was done. Say --yes to do it.', es: 'No se hizo nada. Indique --yes para hacerlo.' },
  upgradeBlocked: {
    en: 'Nothing was done: a migration has to make the blocked changes.',
    es: 'No se hizo nada: una migración tiene que hacer los cambios bloqueados.',
  },
  installedNow: { en: '{name} {version} is installed on {url}', es: '{name} {version} está instalado en {url}' },
  rolledBackNow: { en: '{name} is {version} again on {url}', es: '{name} vuelve a ser {version} en {url}' },
  uninstalledNow: { en: '{name} is no longer installed on {url}', es: '{name} ya no está instalado en {url}' },
  rowsChanged: {
    en: '{table}: {insert} rows new, {update} changed, {gone} gone',
    es: '{table}: {insert} filas nuevas, {update} cambiadas, {gone} borradas',
  },
  rehearsed: { en: '{count} steps in {ms} ms, all taken back', es: '{count} pasos en {ms} ms, todo deshecho' },
  none: { en: 'none', es: 'ninguno' },
  unexpected: { en: 'An unexpected fault: {reason}', es: 'Un fallo inesperado: {reason}' },
} satisfies Record<string, Record<Locale, string>>;

export type SentenceKey = keyof typeof SENTENCES;

export function say(locale: Locale, key: SentenceKey, values: Readonly<Record<string, string | number>> = {}): string {
  return SENTENCES[key][locale].replace(/\{(\w+)\}/g, (placeholder, name: string) => visible(String(values[name] ?? placeholder)));
}
