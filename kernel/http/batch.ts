/**
 * `POST /q`: several reads in one request, as newer runtimes send them. Each part is the GET that it stands for, through the same
 * routes, so it is answered and refused alike.
 */
import { sha256Hex } from '../bundle/digest';
import { MAX_ANSWER_BYTES } from '../dynamic/page-bytes';
import { bodyObject } from '../dynamic/values';
import { badRequest } from '../failure';
import { parseJson, writeJson } from '../values/json';
import { isRecord } from '../values/encoding';
import { bodyOf } from './body';
import { jsonBody, type KernelApp, type KernelContext } from './context';

/** Parts of one request, and characters of one. */
const MAX_PARTS = 50;
const MAX_PART_CHARS = 16_384;

interface Answered {
  success: boolean;
  data?: unknown;
  meta?: unknown;
  message?: string;
  etag?: string;
  not_modified?: boolean;
}

const ADDRESSES: Readonly<Record<string, string>> = { m: '/metadata/table', mm: '/metadata/modal', t: '/data', o: '/options' };

/** The address that a token stands for; null for one that stands for none, which a runtime then asks for by itself. */
function addressOf(token: string): string | null {
  const match = /^([a-z]{1,2}):([A-Za-z][A-Za-z0-9_]*)(\?.*)?$/s.exec(token);
  const [, kind = '', model = '', query = ''] = match ?? [];
  const start = Object.hasOwn(ADDRESSES, kind) ? ADDRESSES[kind] : undefined;
  return start === undefined ? null : `${start}/${model}${query}`;
}

/** What a GET answered, as a part of the whole. */
async function partOf(response: Response, known: unknown): Promise<{ part: Answered; size: number }> {
  const text = await response.text();
  const body = parseJson(text);
  const given = isRecord(body) ? body : {};
  const message = typeof given.message === 'string' ? given.message : undefined;
  if (!response.ok || given.success !== true) {
    // Runtimes know by this word that it is no use to ask once more.
    const told = response.status === 403 ? `forbidden: ${message ?? ''}` : (message ?? 'the read failed');
    return { part: { success: false, message: told }, size: told.length };
  }
  const { data, meta } = given;
  const etag = `"qh-${(await sha256Hex(new TextEncoder().encode(writeJson([data ?? null, meta ?? null])))).slice(0, 32)}"`;
  if (known === etag) return { part: { success: true, etag, not_modified: true }, size: 0 };
  return { part: { success: true, data, ...(meta !== undefined && { meta }), etag }, size: text.length };
}

function partsIn(body: Record<string, unknown>): [name: string, token: string][] {
  const { parts } = body;
  if (!Array.isArray(parts) || parts.length === 0) throw badRequest('parts is a list of reads');
  if (parts.length > MAX_PARTS) throw badRequest(`a request holds at most ${MAX_PARTS} reads`);
  return parts.map((part: unknown) => {
    const at = typeof part === 'string' && part.length <= MAX_PART_CHARS ? part.indexOf('=') : -1;
    if (typeof part !== 'string' || at <= 0) throw badRequest('a part is a name, "=" and what is read');
    return [part.slice(0, at), part.slice(at + 1)];
  });
}

/** `whole` answers what a part stands for: the routes with everything around them. */
export function mountBatch(app: KernelApp, whole: () => KernelApp): void {
  const read = async (context: KernelContext, token: string, known: unknown) => {
    const address = addressOf(token);
    if (address === null) return { part: { success: false, message: 'this is not read in a batch' }, size: 0 };
    const request = new Request(new URL(address, context.req.url), { headers: context.req.raw.headers });
    const { operation } = context.env;
    return partOf(await whole().fetch(request, { operation, body: bodyOf(request) }), known);
  };
  app.post('/q', async (context) => {
    const body = bodyObject(await jsonBody(context));
    const known = isRecord(body.inm) ? body.inm : {};
    const parts: Record<string, Answered> = {};
    let left = MAX_ANSWER_BYTES;
    // One after another: there is one session, and what was answered is measured before more is read.
    for (const [name, token] of partsIn(body)) {
      if (Object.hasOwn(parts, name) || name === '__proto__') throw badRequest('two parts have one name');
      const { part, size } =
        left > 0 ? await read(context, token, Object.hasOwn(known, name) ? known[name] : undefined) : { part: null, size: 0 };
      left -= size;
      parts[name] = part === null || left < 0 ? { success: false, message: 'the answer is too large: read it by itself' } : part;
    }
    return context.json({ success: true, parts });
  });
}
