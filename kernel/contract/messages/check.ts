/** What is said about the check as a whole. */
import { message, type Message, quote } from '../text';

export const checkMessages = {
  /** `open` when counting stopped early. */
  more: (count: number, open: boolean): Message =>
    message(`${open ? 'At least ' : ''}${count} more not shown.`, `${open ? 'Al menos ' : ''}${count} más sin mostrar.`),
  readAsV2: (found: unknown): Message =>
    message(
      `This document is read as a flat v2 manifest, because its apiVersion is ${found === undefined ? 'missing' : quote(found)}.`,
      `Este documento se lee como manifiesto plano v2, porque su apiVersion ${found === undefined ? 'falta' : `es ${quote(found)}`}.`,
      'Set `apiVersion` to "asteby.com/v3".',
      'Ponga `apiVersion` en "asteby.com/v3".',
    ),
};
