/** Sentences that many rules share. */
import { repairRange } from '../repair';
import { near } from '../suggest';
import { message, type Message, quote, suggesting } from '../text';

export const commonMessages = {
  noColumn: (name: string, model: string, columns: Iterable<string>): Message =>
    near(message(`${quote(name)} is not a column of ${model}.`, `${quote(name)} no es una columna de ${model}.`), name, columns),
  noModel: (name: string, models: Iterable<string>): Message =>
    near(message(`${quote(name)} is not a model of this addon.`, `${quote(name)} no es un modelo de este addon.`), name, models),
  noKnownModel: (name: string, models: Iterable<string>): Message =>
    near(
      message(
        `${quote(name)} is neither a model of this addon nor one it extends.`,
        `${quote(name)} no es un modelo de este addon ni uno que extienda.`,
      ),
      name,
      models,
    ),
  notAmong: (name: string, whatEn: string, whatEs: string, candidates: Iterable<string>): Message =>
    near(message(`${quote(name)} is not ${whatEn}.`, `${quote(name)} no es ${whatEs}.`), name, candidates),
  repeated: (name: string): Message =>
    message(
      `${quote(name)} is used twice.`,
      `${quote(name)} se usa dos veces.`,
      'Give each its own name.',
      'Dé a cada uno su propio nombre.',
    ),
  blank: (): Message => message('Must not be blank.', 'No puede estar en blanco.'),
  notSnakeCase: (name: string): Message =>
    message(
      `${quote(name)} must be lowercase letters, digits or \`_\`, from a letter on.`,
      `${quote(name)} debe llevar letras minúsculas, dígitos o \`_\`, empezando por letra.`,
    ),
  notRange: (text: string): Message =>
    suggesting(
      message(
        `${quote(text)} is not a version range.`,
        `${quote(text)} no es un rango de versiones.`,
        'Write for example ">=3.0.0 <4.0.0" or "^1.2".',
        'Escriba por ejemplo ">=3.0.0 <4.0.0" o "^1.2".',
      ),
      null,
      () => repairRange(text),
    ),
};
