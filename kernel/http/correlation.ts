import { cleanText } from '../values/text';

/** How much of what a caller sent is repeated in an answer. */
export const MAX_ECHO_CHARS = 128;

/** The caller's own id of a request, by which both ends can name it; null when it gave none. */
export function correlationOf(request: Request): string | null {
  const given = request.headers.get('x-request-id') ?? request.headers.get('x-correlation-id');
  return given === null ? null : cleanText(given, MAX_ECHO_CHARS);
}
