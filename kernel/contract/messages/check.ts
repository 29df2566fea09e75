/** What is said about the check as a whole. */
import { message, quote, type Message } from '../text';

export const checkMessages = {
  more: (count: number): Message =>
    message(
      `${count} more ${count === 1 ? 'finding is' : 'findings are'} not shown.`,
      count === 1 ? 'Hay 1 hallazgo más que no se muestra.' : `Hay ${count} hallazgos más que no se muestran.`,
    ),
  readAsV2: (found: unknown): Message =>
    message(
      `This document is read as a flat v2 manifest, because its apiVersion is ${found === undefined ? 'missing' : quote(found)}.`,
      `Este documento se lee como manifiesto plano v2, porque su apiVersion ${found === undefined ? 'falta' : `es ${quote(found)}`}.`,
      'Set `apiVersion` to "asteby.com/v3".',
      'Ponga `apiVersion` en "asteby.com/v3".',
    ),
};
