/**
 * The body of a request, read once however often it is asked for: a request may be begun anew (kernel/operation/attempt.ts).
 * Nothing is read before it is asked for, which is after who asks and what they may do is known.
 */
import { badRequest, RequestFailure } from '../failure';
import { joinBytes } from '../values/bytes';
import { decodeText } from '../values/text';

/** Longest body that is no form. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** A file of the largest import, and the form around it. */
export const MAX_FORM_BYTES = 34 * 1024 * 1024;

export interface RequestBody {
  /** @throws RequestFailure 400 for what is no text, 413 when it is too long */
  text(): Promise<string>;
  /** @throws RequestFailure 400 for what is no form, 413 when it is too long */
  form(): Promise<FormData>;
}

const tooLong = (maxBytes: number): RequestFailure =>
  new RequestFailure(413, `the body is longer than ${String(maxBytes / 1024 / 1024)} MiB`);

/** Measured while it is read: whoever sends more than a route takes is not kept in memory to find out how much. */
async function bytesOf(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length;
    if (size > maxBytes) {
      // What is left of it belongs to whoever sends it; an error of theirs says nothing that the refusal does not.
      void reader?.cancel().catch(() => undefined);
      throw tooLong(maxBytes);
    }
    parts.push(next.value);
  }
  return joinBytes(parts);
}

async function textOf(request: Request): Promise<string> {
  const { text, fault } = decodeText(await bytesOf(request, MAX_BODY_BYTES));
  if (fault === 'not_utf8') throw badRequest('the body is no text in UTF-8');
  if (fault === 'nul') throw badRequest('the body holds the character NUL, which nothing can store');
  return text;
}

async function formOf(request: Request): Promise<FormData> {
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const bytes = await bytesOf(request, MAX_FORM_BYTES);
  try {
    return await new Response(bytes, { headers }).formData();
  } catch {
    throw badRequest('the body is no form with a file');
  }
}

export function bodyOf(request: Request): RequestBody {
  let text: Promise<string> | undefined;
  let form: Promise<FormData> | undefined;
  return { text: () => (text ??= textOf(request)), form: () => (form ??= formOf(request)) };
}
