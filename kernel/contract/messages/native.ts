/** What is said about native services. */
import { message, quote, type Message } from '../text';

export const nativeMessages = {
  kind: (kind: string): Message =>
    message(
      `Native services belong to kind "Addon", not ${quote(kind)}.`,
      `Los servicios nativos son de los documentos "Addon", no de ${quote(kind)}.`,
    ),
  path: (path: string): Message =>
    message(
      `${quote(path)} is no clean path inside the bundle.`,
      `${quote(path)} no es una ruta limpia dentro del paquete.`,
      'Name a file from the root of the bundle: no leading or closing `/`, no `.`, `..` or empty part.',
      'Nombre un archivo desde la raíz del paquete: sin `/` inicial ni final y sin partes `.`, `..` o vacías.',
    ),
  healthPath: (path: string): Message =>
    message(`The health path ${quote(path)} must not hold \`..\`.`, `La ruta de salud ${quote(path)} no puede contener \`..\`.`),
  time: (text: string): Message =>
    message(
      `${quote(text)} is no time above zero.`,
      `${quote(text)} no es un tiempo mayor que cero.`,
      'Write for example "10s", "500ms" or "1m30s".',
      'Escriba por ejemplo "10s", "500ms" o "1m30s".',
    ),
  egress: (address: string): Message =>
    message(
      `${quote(address)} is no exact host.`,
      `${quote(address)} no es un host exacto.`,
      'Write a host name or host:port: no scheme, no path, no `*`, no blanks.',
      'Escriba un nombre de host o host:puerto: sin esquema, sin ruta, sin `*` y sin espacios.',
    ),
  mountClimbs: (mount: string): Message => message(`${quote(mount)} must not hold \`..\`.`, `${quote(mount)} no puede contener \`..\`.`),
  mountRepeated: (mount: string): Message =>
    message(
      `Another secret is mounted at ${quote(mount)}.`,
      `Otro secreto se monta en ${quote(mount)}.`,
      'Give each secret its own file.',
      'Dé a cada secreto su propio archivo.',
    ),
  platform: (platform: string): Message =>
    message(
      `The platform ${quote(platform)} has a program already.`,
      `La plataforma ${quote(platform)} ya tiene un programa.`,
      'Keep one artifact for each `os` and `arch`.',
      'Deje un artefacto por cada `os` y `arch`.',
    ),
};
