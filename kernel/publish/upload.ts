/**
 * Handing a bundle to a marketplace's hub: `POST {hub}/v1/addons` in the two forms that are documented, and the state of what was
 * handed in. The network comes through a port, so that the page, the command line and a spec send the same request.
 */
import { isRecord } from '../values/encoding';
import { formatSignature, formatSignatureHex } from '../bundle/sign';
import { KernelError } from '../errors';
import { uploadError } from './upload-messages';

/**
 * - `file`: the public publishing page: `signature` is the `.sig` file, `X-Developer-Key` says who.
 * - `hex`: the hub's own documents: `signature` is hex text, with `developer_id`; a bearer token or `X-Developer-Key`.
 */
export type UploadForm = 'file' | 'hex';

export interface UploadOrder {
  /** Address of the hub, as the author wrote it. */
  hub: string;
  form: UploadForm;
  /** How the token is sent; the public page knows the header only. */
  auth: 'developer-key' | 'bearer';
  token: string;
  /** UUID; needed by `hex`. */
  developerId?: string;
  channel?: 'beta';
  bundle: { name: string; bytes: Uint8Array };
  /** 64 bytes. */
  signature: Uint8Array;
}

/** What is sent, as data: a dry run shows it, an upload posts it. */
export interface UploadRequest {
  url: string;
  headers: Record<string, string>;
  fields: ({ name: string; text: string } | { name: string; fileName: string; type: string; bytes: Uint8Array })[];
}

const KNOWN_STATES = [
  'pending',
  'pending_review',
  'auto_approved',
  'changes_requested',
  'approved',
  'published',
  'rejected',
  'yanked',
] as const;
export type AddonState = (typeof KNOWN_STATES)[number];

export interface StateEntry {
  /** As the hub wrote it; one that is not known is shown as it is. */
  status: string;
  /** ISO time; empty where the hub says none. */
  at: string;
  note: string;
}

export interface HubAnswer {
  id: string;
  status: string;
  addonKey: string;
  version: string;
  uploadedAt: string;
  history: StateEntry[];
}

export const isKnownState = (status: string): status is AddonState => (KNOWN_STATES as readonly string[]).includes(status);
/** After these the hub has nothing more to say unless somebody acts. */
export const isFinalState = (status: string): boolean =>
  ['published', 'rejected', 'yanked', 'changes_requested', 'auto_approved'].includes(status);

const MAX_ANSWER_CHARS = 256 * 1024;
const MAX_TEXT_CHARS = 2_000;
const MAX_HISTORY = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isLocal = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

/**
 * The hub's address, checked: https, or http on this very machine; no name and password, no query, no fragment.
 * @throws KernelError `HUB-ADDRESS`
 */
export function hubAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch (error) {
    throw uploadError('HUB-ADDRESS', {}, error);
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw uploadError('HUB-ADDRESS');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** A token goes into a header: one line of visible ASCII. @throws KernelError `HUB-TOKEN` */
function authHeader({ auth, token }: Pick<UploadOrder, 'auth' | 'token'>): Record<string, string> {
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]{1,8192}$/.test(trimmed)) throw uploadError('HUB-TOKEN');
  return auth === 'bearer' ? { authorization: `Bearer ${trimmed}` } : { 'x-developer-key': trimmed };
}

const joined = (hub: URL, path: string): string => `${hub.origin}${hub.pathname === '/' ? '' : hub.pathname}${path}`;

/**
 * The request of an upload, in the form that is asked for.
 * @throws KernelError `HUB-ADDRESS`, `HUB-TOKEN`, `HUB-DEVELOPER`
 */
export function uploadRequest(order: UploadOrder): UploadRequest {
  const hub = hubAddress(order.hub);
  const { bundle, signature, form, developerId = '' } = order;
  const file = { name: 'bundle', fileName: bundle.name, type: 'application/gzip', bytes: bundle.bytes };
  if (form === 'hex' && !UUID.test(developerId.trim())) throw uploadError('HUB-DEVELOPER');
  const fields: UploadRequest['fields'] =
    form === 'file'
      ? [
          file,
          {
            name: 'signature',
            fileName: `${bundle.name}.sig`,
            type: 'text/plain',
            bytes: new TextEncoder().encode(formatSignature(signature)),
          },
        ]
      : [file, { name: 'signature', text: formatSignatureHex(signature) }, { name: 'developer_id', text: developerId.trim() }];
  return {
    url: joined(hub, `/v1/addons${order.channel === undefined ? '' : `?channel=${order.channel}`}`),
    headers: { accept: 'application/json', ...authHeader(order) },
    fields,
  };
}

/** The part of `fetch` that is used. Redirects are never followed: a token would go with them. */
export type HubFetch = (url: string, init: RequestInit) => Promise<Pick<Response, 'status' | 'type' | 'text' | 'headers'>>;

const short = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT_CHARS) : '');

function historyIn(value: unknown): StateEntry[] {
  const list = Array.isArray(value) ? value.filter(isRecord) : [];
  return list.slice(0, MAX_HISTORY).map((entry) => ({
    status: short(entry.status ?? entry.state),
    at: short(entry.at ?? entry.created_at),
    note: short(entry.note ?? entry.message ?? entry.reason),
  }));
}

/** What a refusal says of itself, in whichever of the usual members. */
function reasonIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (!isRecord(body)) return '';
    const inner = isRecord(body.error) ? body.error : body;
    return short(inner.message ?? inner.detail ?? (typeof body.error === 'string' ? body.error : inner.code));
  } catch {
    return '';
  }
}

/** An answer that breaks off says as much as an empty one. */
async function textOf(response: Awaited<ReturnType<HubFetch>>): Promise<string> {
  try {
    return (await response.text()).slice(0, MAX_ANSWER_CHARS);
  } catch {
    return '';
  }
}

async function answerOf(response: Awaited<ReturnType<HubFetch>>): Promise<HubAnswer> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
    throw uploadError('HUB-REDIRECT', { reason: short(response.headers.get('location')) });
  const text = await textOf(response);
  if (response.status < 200 || response.status >= 300) {
    const code = {
      401: 'HUB-UNAUTHORIZED',
      403: 'HUB-UNAUTHORIZED',
      413: 'HUB-TOO-LARGE',
      404: 'HUB-NOT-FOUND',
      409: 'HUB-CONFLICT',
    } as const;
    const known = Object.hasOwn(code, response.status) ? code[response.status as keyof typeof code] : undefined;
    throw uploadError(known ?? 'HUB-REFUSED', { status: response.status, reason: reasonIn(text) });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw uploadError('HUB-ANSWER', { status: response.status }, error);
  }
  const answer = isRecord(body) && isRecord(body.data) ? body.data : body;
  if (!isRecord(answer) || typeof answer.id !== 'string' || answer.id === '') throw uploadError('HUB-ANSWER', { status: response.status });
  return {
    id: short(answer.id),
    status: short(answer.status ?? answer.review_status),
    addonKey: short(answer.addon_key),
    version: short(answer.version),
    uploadedAt: short(answer.uploaded_at),
    history: historyIn(answer.history),
  };
}

async function asked(fetch: HubFetch, url: string, init: RequestInit): Promise<HubAnswer> {
  let response: Awaited<ReturnType<HubFetch>>;
  try {
    response = await fetch(url, { ...init, redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  } catch (error) {
    if (error instanceof KernelError) throw error;
    throw uploadError('HUB-UNREACHABLE', {}, error);
  }
  return answerOf(response);
}

/**
 * Uploads a bundle.
 * @throws KernelError `HUB-…`: address, token, developer id, unreachable, redirect, 401/403, 404, 409, 413, any other refusal, an
 *   answer that is none
 */
export async function uploadBundle(fetch: HubFetch, order: UploadOrder, signal?: AbortSignal): Promise<HubAnswer> {
  const { url, headers, fields } = uploadRequest(order);
  const body = new FormData();
  for (const field of fields) {
    if ('text' in field) body.append(field.name, field.text);
    else body.append(field.name, new Blob([field.bytes as BlobPart], { type: field.type }), field.fileName);
  }
  return asked(fetch, url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
}

/**
 * Asks for the state of an upload: `GET {hub}/v1/addons/{id}`. The documents name the states and not this address; a hub
 * without it answers 404.
 * @throws KernelError as `uploadBundle`
 */
export async function uploadState(
  fetch: HubFetch,
  order: Pick<UploadOrder, 'hub' | 'auth' | 'token'>,
  id: string,
  signal?: AbortSignal,
): Promise<HubAnswer> {
  const url = joined(hubAddress(order.hub), `/v1/addons/${encodeURIComponent(id)}`);
  const headers = { accept: 'application/json', ...authHeader(order) };
  return asked(fetch, url, { method: 'GET', headers, ...(signal === undefined ? {} : { signal }) });
}
