/** What the preflight says, beyond the sentences of the contract engine. Each message carries its cure. */
import { list, message, quote, type Message } from '../contract/text';

export const publishMessages = {
  noCure: (): Message => message('', '', 'Open the place and mend it.', 'Abra el lugar y corríjalo.'),
  noLicence: (): Message =>
    message(
      'The manifest names no licence.',
      'El manifiesto no nombra ninguna licencia.',
      'Set metadata.license to an SPDX identifier, for example Apache-2.0.',
      'Ponga en metadata.license un identificador SPDX, por ejemplo Apache-2.0.',
    ),
  notSpdx: (licence: string, meant: string | null): Message =>
    message(
      `${quote(licence)} is no SPDX expression that is known here.`,
      `${quote(licence)} no es una expresión SPDX conocida aquí.`,
      meant === null ? 'Use an SPDX identifier, or LicenseRef-… for a licence of your own.' : `Did you mean ${quote(meant)}?`,
      meant === null ? 'Use un identificador SPDX, o LicenseRef-… para una licencia propia.' : `¿Quiso decir ${quote(meant)}?`,
    ),
  noReadme: (): Message =>
    message(
      'The addon has no README.',
      'El addon no tiene README.',
      'Write a README.md and name it in metadata.readme.',
      'Escriba un README.md y nómbrelo en metadata.readme.',
    ),
  readmeEmpty: (): Message =>
    message(
      'The README is empty.',
      'El README está vacío.',
      'Say what the addon does and for whom.',
      'Diga qué hace el addon y para quién.',
    ),
  readmeSize: (kilobytes: number): Message =>
    message(
      `The README has ${kilobytes} KiB; the marketplace shows 512 KiB at most.`,
      `El README tiene ${kilobytes} KiB; el mercado muestra 512 KiB como máximo.`,
      'Move the long parts to your website.',
      'Lleve las partes largas a su sitio web.',
    ),
  readmeEncoding: (): Message =>
    message('The README is not UTF-8 text.', 'El README no es texto UTF-8.', 'Save it as UTF-8.', 'Guárdelo como UTF-8.'),
  readmeHtml: (what: string): Message =>
    message(
      `The README holds ${what}, which the marketplace takes out.`,
      `El README contiene ${what}, que el mercado elimina.`,
      'Write it in Markdown.',
      'Escríbalo en Markdown.',
    ),
  readmeLink: (address: string): Message =>
    message(
      `The README points at ${quote(address)}, an address that is not shown.`,
      `El README apunta a ${quote(address)}, una dirección que no se muestra.`,
      'Link to https addresses, or to files of the bundle.',
      'Enlace direcciones https o archivos del paquete.',
    ),
  readmeFile: (path: string): Message =>
    message(
      `The README shows ${quote(path)}, which is not among the files.`,
      `El README muestra ${quote(path)}, que no está entre los archivos.`,
      'Add the file, or correct the path.',
      'Agregue el archivo o corrija la ruta.',
    ),
  noScreenshots: (): Message =>
    message(
      'The addon has screens and shows none of them in the catalog.',
      'El addon tiene pantallas y no muestra ninguna en el catálogo.',
      'Add pictures to the bundle and name them in metadata.screenshots.',
      'Agregue imágenes al paquete y nómbrelas en metadata.screenshots.',
    ),
  notPicture: (file: string): Message =>
    message(
      `${quote(file)} is no PNG, JPEG, WebP, GIF or SVG picture.`,
      `${quote(file)} no es una imagen PNG, JPEG, WebP, GIF ni SVG.`,
      'Replace it by a picture.',
      'Reemplácelo por una imagen.',
    ),
  pictureSize: (file: string, megabytes: string): Message =>
    message(
      `The picture ${quote(file)} has ${megabytes} MiB.`,
      `La imagen ${quote(file)} tiene ${megabytes} MiB.`,
      'Keep pictures below 2 MiB.',
      'Deje las imágenes por debajo de 2 MiB.',
    ),
  activeSvg: (file: string, what: string): Message =>
    message(
      `The picture ${quote(file)} holds ${what}: it could run code where it is shown.`,
      `La imagen ${quote(file)} contiene ${what}: podría ejecutar código donde se muestre.`,
      'Export it again as a plain picture, or as PNG.',
      'Expórtela de nuevo como imagen simple o como PNG.',
    ),
  remotePicture: (address: string): Message =>
    message(
      `The picture ${quote(address)} lies elsewhere: it can change or vanish after the review.`,
      `La imagen ${quote(address)} está en otro sitio: puede cambiar o desaparecer tras la revisión.`,
      'Put it into the bundle.',
      'Póngala en el paquete.',
    ),
  noText: (field: string): Message =>
    message(
      `The catalog has nothing to show for ${field}.`,
      `El catálogo no tiene qué mostrar en ${field}.`,
      'Fill it in; a wrong or empty one is a common reason for questions.',
      'Complételo; uno vacío o engañoso es motivo frecuente de preguntas.',
    ),
  undeclaredCall: (host: string): Message =>
    message(
      `The code calls ${quote(host)}, and no capability http:fetch covers it.`,
      `El código llama a ${quote(host)} y ninguna capacidad http:fetch lo cubre.`,
      `Declare { "kind": "http:fetch", "target": "${host}" } with its reason, or remove the call.`,
      `Declare { "kind": "http:fetch", "target": "${host}" } con su motivo, o quite la llamada.`,
    ),
  undeclaredUrl: (host: string): Message =>
    message(
      `An address of ${quote(host)} is written into the code, and no capability http:fetch covers it.`,
      `En el código hay una dirección de ${quote(host)} y ninguna capacidad http:fetch la cubre.`,
      'If it is called, declare the host; if it is only shown, nothing needs to be done.',
      'Si se llama, declare el host; si solo se muestra, no hay nada que hacer.',
    ),
  blockedHost: (host: string): Message =>
    message(
      `The code calls ${quote(host)}, which hosts refuse whatever is declared.`,
      `El código llama a ${quote(host)}, que los hosts rechazan se declare lo que se declare.`,
      'Make the address a setting, or use a connector.',
      'Haga de la dirección un ajuste, o use un conector.',
    ),
  secret: (kind: string): Message =>
    message(
      `This looks like a live key (${kind}). Whoever gets the bundle gets the key.`,
      `Esto parece una clave real (${kind}). Quien recibe el paquete recibe la clave.`,
      'Revoke the key, and use a setting of type secret or a credential of a connector.',
      'Revoque la clave y use un ajuste de tipo secret o una credencial de un conector.',
    ),
  maybeSecret: (name: string): Message =>
    message(
      `${quote(name)} is given a value that could be a secret.`,
      `${quote(name)} recibe un valor que podría ser un secreto.`,
      'If it is one, revoke it and use a setting of type secret.',
      'Si lo es, revóquelo y use un ajuste de tipo secret.',
    ),
  integrityWrong: (entry: string): Message =>
    message(
      `frontend.integrity does not match ${quote(entry)}: browsers would refuse to run it.`,
      `frontend.integrity no coincide con ${quote(entry)}: los navegadores se negarían a ejecutarlo.`,
      'Fill in the hash of the file that is packed; it changes with every build.',
      'Ponga el hash del archivo que se empaqueta; cambia con cada construcción.',
    ),
  integrityForm: (): Message =>
    message(
      'frontend.integrity is no hash that browsers understand.',
      'frontend.integrity no es un hash que los navegadores entiendan.',
      'Write sha256-, sha384- or sha512- and the hash in base64.',
      'Escriba sha256-, sha384- o sha512- y el hash en base64.',
    ),
  integrityMissing: (entry: string): Message =>
    message(
      `${quote(entry)} has no integrity hash.`,
      `${quote(entry)} no tiene hash de integridad.`,
      'Fill it in: then nobody can swap the script unnoticed.',
      'Complételo: así nadie puede cambiar el script sin que se note.',
    ),
  entryMissing: (entry: string): Message =>
    message(
      `The frontend's entry ${quote(entry)} is not among the files.`,
      `La entrada del frontend ${quote(entry)} no está entre los archivos.`,
      'Build the frontend, or correct the path.',
      'Construya el frontend o corrija la ruta.',
    ),
  remoteEntry: (entry: string): Message =>
    message(
      `The frontend is loaded from ${quote(entry)}, outside of the bundle: what is signed is not what runs.`,
      `El frontend se carga de ${quote(entry)}, fuera del paquete: lo firmado no es lo que corre.`,
      'Put the script into frontend/.',
      'Ponga el script en frontend/.',
    ),
  moduleInvalid: (reason: string): Message =>
    message(
      `backend/backend.wasm cannot be loaded: ${reason}.`,
      `backend/backend.wasm no se puede cargar: ${reason}.`,
      'Build it again, and try it against an empty host.',
      'Constrúyalo de nuevo y pruébelo contra un host vacío.',
    ),
  moduleNoEntry: (): Message =>
    message(
      'backend/backend.wasm exports no function that a host could call.',
      'backend/backend.wasm no exporta ninguna función que un host pueda llamar.',
      'Export the functions that the manifest names, or _start or handle_request.',
      'Exporte las funciones que nombra el manifiesto, o _start o handle_request.',
    ),
  moduleDensity: (count: number): Message =>
    message(
      `backend/backend.wasm exports ${count} functions, far more than the manifest names.`,
      `backend/backend.wasm exporta ${count} funciones, muchas más de las que nombra el manifiesto.`,
      'Strip what is not called: review looks closely at modules that export a lot.',
      'Quite lo que no se llama: la revisión mira de cerca los módulos que exportan mucho.',
    ),
  moduleLarge: (megabytes: string): Message =>
    message(
      `backend/backend.wasm has ${megabytes} MiB; 10 MiB is the most that is taken.`,
      `backend/backend.wasm tiene ${megabytes} MiB; se admiten 10 MiB como máximo.`,
      'Build without debug information and optimise for size (-opt=z -no-debug).',
      'Construya sin información de depuración y optimice el tamaño (-opt=z -no-debug).',
    ),
  foreignRelation: (schema: string, table: string): Message =>
    message(
      `A migration changes ${quote(`${schema}.${table}`)}, which is not in the addon's own schema.`,
      `Una migración cambia ${quote(`${schema}.${table}`)}, que no está en el esquema propio del addon.`,
      'Leave tables of others alone; read them through capabilities.',
      'No toque tablas ajenas; léalas mediante capacidades.',
    ),
  versionForm: (version: string): Message =>
    message(
      `${quote(version)} is no strict semantic version.`,
      `${quote(version)} no es una versión semántica estricta.`,
      'Write three numbers, for example 1.2.0.',
      'Escriba tres números, por ejemplo 1.2.0.',
    ),
  versionNotRising: (version: string, last: string): Message =>
    message(
      `${version} does not come after ${last}, the last version of this addon.`,
      `${version} no viene después de ${last}, la última versión de este addon.`,
      'Raise metadata.version.',
      'Suba metadata.version.',
    ),
  versionLow: (version: string, advised: string): Message =>
    message(
      `${version} is less than what the changes call for: ${advised}.`,
      `${version} es menos de lo que piden los cambios: ${advised}.`,
      'Raise metadata.version; users read from it what an update costs them.',
      'Suba metadata.version; los usuarios leen en ella lo que les cuesta actualizar.',
    ),
  signatureWrong: (): Message =>
    message(
      'The signature does not hold under the given key.',
      'La firma no vale con la clave dada.',
      'Sign these very bytes again, with the key that is registered.',
      'Firme otra vez estos mismos bytes, con la clave registrada.',
    ),
  altMissing: (): Message =>
    message(
      'A picture has no text for those who cannot see it.',
      'Una imagen no tiene texto para quien no puede verla.',
      'Give it an alt; an empty one when it only decorates.',
      'Póngale alt; vacío si solo adorna.',
    ),
  clickOnly: (): Message =>
    message(
      'Something that can be clicked cannot be reached by keyboard.',
      'Algo que se puede pulsar no se alcanza con el teclado.',
      'Use a button or a link.',
      'Use un botón o un enlace.',
    ),
  tabOrder: (): Message =>
    message(
      'A positive tabindex breaks the order of the keyboard.',
      'Un tabindex positivo rompe el orden del teclado.',
      'Use 0 or -1, and order the elements themselves.',
      'Use 0 o -1 y ordene los elementos mismos.',
    ),
  noLanguage: (): Message =>
    message(
      'A page of the frontend does not say its language.',
      'Una página del frontend no dice su idioma.',
      'Set lang on <html>.',
      'Ponga lang en <html>.',
    ),
  deprecatedModel: (model: string, instead: string): Message =>
    message(
      `${quote(model)} is a core model that is going away.`,
      `${quote(model)} es un modelo central que va a desaparecer.`,
      `Use ${instead}.`,
      `Use ${instead}.`,
    ),
  screenAudit: (rule: string, help: string, count: number, where: string): Message =>
    message(
      `On the screen that is open, axe finds ${count === 1 ? 'an element that breaks' : `${count} elements that break`} ${rule} (${help}), first: ${where}`,
      `En la pantalla abierta, axe halla ${count === 1 ? 'un elemento que incumple' : `${count} elementos que incumplen`} ${rule} (${help}), el primero: ${where}`,
      'Mend what the addon brings to it: labels, names, colours of options and stages. What none of them touches is drawn by the platform’s runtime, in every addon alike.',
      'Corrija lo que el addon le aporta: etiquetas, nombres, colores de opciones y etapas. Lo que nada de eso toca lo dibuja el runtime de la plataforma, igual en todo addon.',
    ),
  tooLarge: (what: string): Message =>
    message(
      what,
      what,
      'Make it smaller: drop what is not needed at run time.',
      'Hágalo más pequeño: quite lo que no hace falta al correr.',
    ),
  leftOut: (count: number): Message =>
    message(
      `${count} further findings are not shown.`,
      `Hay ${count} hallazgos más que no se muestran.`,
      'Mend these first.',
      'Corrija estos primero.',
    ),
  missingFiles: (names: readonly string[]): Message =>
    message(
      `Not looked at, because too long: ${list(names)}.`,
      `No revisado, por largo: ${list(names)}.`,
      'Look at them yourself.',
      'Revíselos usted.',
    ),
} as const;
