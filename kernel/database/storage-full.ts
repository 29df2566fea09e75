/**
 * A place where nothing more can be stored: a browser's quota, or a disk. PostgreSQL tells of it when a file cannot grow, with a
 * code of its own or, where the file system under it has no word for a quota, with that of a fault of its own.
 */
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { SqlError } from './port';

const DISK_FULL = '53100';
const CANNOT_GROW = /^could not (?:extend|write|allocate)\b|No space left on device/;

export const STORAGE_FULL = 'storage_full';

/** Said in every answer to what could not be stored. */
export const STORAGE_FULL_MESSAGES: Readonly<Record<Locale, string>> = {
  en: 'The storage is full, so nothing was written. Delete what you no longer need, or free space on the disk, and try again.',
  es: 'El almacenamiento está lleno, así que no se escribió nada. Elimine lo que ya no necesite o libere espacio en el disco y vuelva a intentarlo.',
};

/** Whether something failed because there was no room for it. */
export function isStorageFull(error: unknown): boolean {
  if (error instanceof SqlError) return error.fault.sqlState === DISK_FULL || CANNOT_GROW.test(error.message);
  if (error instanceof KernelError) return error.code === STORAGE_FULL || isStorageFull(error.cause);
  return error instanceof Error && error.name === 'QuotaExceededError';
}
