/** What is said about native services. */
import { message, type Message, quote } from '../text';

export const nativeMessages = {
  path: (path: string): Message =>
    message(
      `${quote(path)} is no clean path inside the bundle.`,
      `${quote(path)} no es una ruta limpia dentro del paquete.`,
      'Name a file from the root of the bundle: no leading or closing `/`, no `.`, `..` or empty part.',
      'Nombre un archivo desde la raíz del paquete: sin `/` inicial ni final y sin partes `.`, `..` o vacías.',
    ),
};
