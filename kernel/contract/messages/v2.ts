/** What is said about the flat v2 shape. */
import { list, message, type Message, quote } from '../text';

export const v2Messages = {
  version: (found: string): Message =>
    message(
      `${quote(found)} is not a version.`,
      `${quote(found)} no es una versión.`,
      'Write for example 1.0.0.',
      'Escriba por ejemplo 1.0.0.',
    ),
  host: (range: string, host: string): Message =>
    message(
      `The range ${quote(range)} shuts out a host of version ${host}.`,
      `El rango ${quote(range)} deja fuera a un host de versión ${host}.`,
      'Widen the range, or choose another host version in the project.',
      'Amplíe el rango o elija otra versión de host en el proyecto.',
    ),
  closedTo3: (range: string): Message =>
    message(
      `The range ${quote(range)} shuts out hosts of version 3, which most hosts are by now.`,
      `El rango ${quote(range)} deja fuera a los hosts de versión 3, que ya son la mayoría.`,
      'Convert the manifest to v3.',
      'Convierta el manifiesto a v3.',
    ),
  event: (name: string, allowed: readonly string[]): Message =>
    message(
      `${quote(name)} is no lifecycle event; there are ${list(allowed)}.`,
      `${quote(name)} no es un evento del ciclo de vida; existen ${list(allowed)}.`,
    ),
  keyedByModel: (name: string): Message =>
    message(
      `Hooks keyed by a model (${quote(name)}) follow the public reference, but hosts key them by event.`,
      `Los hooks agrupados por modelo (${quote(name)}) siguen la referencia pública, pero los hosts los agrupan por evento.`,
    ),
  eventMismatch: (own: string, key: string): Message =>
    message(
      `The hook stands under ${quote(key)} but names the event ${quote(own)}.`,
      `El hook está en ${quote(key)} pero nombra el evento ${quote(own)}.`,
    ),
  asyncHook: (event: string): Message =>
    message(
      `A hook on ${quote(event)} is waited for; only after_* hooks can be async.`,
      `Se espera a un hook de ${quote(event)}; solo los hooks after_* pueden ser async.`,
    ),
  oldTarget: (type: string, now: string): Message =>
    message(`Hosts read ${quote(type)} as ${quote(now)}.`, `Los hosts leen ${quote(type)} como ${quote(now)}.`),
  notExported: (name: string): Message =>
    message(
      `${quote(name)} is not listed in backend.exports.`,
      `${quote(name)} no está en backend.exports.`,
      'Add it to backend.exports.',
      'Agréguelo a backend.exports.',
    ),
  hookKey: (key: string): Message =>
    message(
      `${quote(key)} must be a model and an export joined by \`::\`.`,
      `${quote(key)} debe ser un modelo y un export unidos por \`::\`.`,
    ),
  undeclaredEmit: (event: string): Message =>
    message(
      `${quote(event)} is listed, but no event:emit capability covers it.`,
      `${quote(event)} está en la lista, pero ninguna capacidad event:emit lo cubre.`,
      'Declare the capability event:emit.',
      'Declare la capacidad event:emit.',
    ),
  stageField: (): Message =>
    message(
      'Hosts read `stageField` here and take no notice of `stage_field`.',
      'Aquí los hosts leen `stageField` y no hacen caso de `stage_field`.',
      'Rename it to stageField, and on_transition to onTransition.',
      'Cámbiele el nombre a stageField, y el de on_transition a onTransition.',
    ),
  notInList: (word: string, allowed: readonly string[]): Message =>
    message(
      `${quote(word)} is none of ${list(allowed)}: hosts pass over it.`,
      `${quote(word)} no es ninguno de ${list(allowed)}: los hosts no hacen caso de él.`,
    ),
  noSize: (usual: number): Message =>
    message(
      `Without \`size\` hosts keep ${usual} characters and refuse longer texts.`,
      `Sin \`size\` los hosts guardan ${usual} caracteres y rechazan textos más largos.`,
      'Write the size, or use the type text.',
      'Escriba el tamaño o use el tipo text.',
    ),
  size: (size: unknown, largest: number): Message =>
    message(
      `A size of ${quote(size)}; from 1 to ${largest} are promised, and PostgreSQL may refuse another.`,
      `Un tamaño de ${quote(size)}; se prometen de 1 a ${largest}, y PostgreSQL puede rechazar otro.`,
      'Use the type text for longer texts.',
      'Use el tipo text para textos más largos.',
    ),
  negativeSeconds: (seconds: unknown): Message =>
    message(
      `${quote(seconds)} seconds are no time to keep an answer.`,
      `${quote(seconds)} segundos no son un tiempo para guardar una respuesta.`,
    ),
  toolPattern: (pattern: string): Message =>
    message(
      `The expression ${quote(pattern)} does not compile, so every call of the tool fails.`,
      `La expresión ${quote(pattern)} no compila, así que toda llamada a la herramienta falla.`,
      'Correct the expression; hosts read it as RE2.',
      'Corrija la expresión; los hosts la leen como RE2.',
    ),
  binary: (): Message => message('Hosts no longer start binary backends.', 'Los hosts ya no inician backends binarios.'),
};
