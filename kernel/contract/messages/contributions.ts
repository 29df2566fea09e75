/** What is said about contributions: actions, navigation, dashboard, documents, public routes, rules. */
import { message, type Message, quote } from '../text';

export const needs = (field: string, whyEn: string, whyEs: string): Message =>
  message(`${quote(field)} is needed: ${whyEn}.`, `Falta ${quote(field)}: ${whyEs}.`);

export const contributionMessages = {
  inputUnknown: (name: string, contract: string): Message =>
    message(`The contract ${contract} has no field ${quote(name)}.`, `El contrato ${contract} no tiene el campo ${quote(name)}.`),
  exportName: (name: string): Message =>
    message(
      `${quote(name)} cannot be the name of a WASM export on every host.`,
      `${quote(name)} no puede ser el nombre de un export WASM en todos los hosts.`,
      'Use letters, digits and `_`, from a letter on, at most 128.',
      'Use letras, dígitos y `_`, empezando por letra, 128 como máximo.',
    ),
};
