import { KernelError } from '../errors';
import { cutText } from '../values/text';
import type { GuestFailure } from './failure';

const MAX_NAME_CHARS = 120;

/** The error a caller gets: the failure's code, its sentence, and where it was. */
export function failureError(name: string, { code, reason, message, frames }: GuestFailure): KernelError {
  const where = frames.length === 0 ? '' : ` (in ${frames.join(' < ')})`;
  return new KernelError(code, `"${cutText(name, MAX_NAME_CHARS)}" failed: ${message}${where}`, { details: { reason, frames } });
}
