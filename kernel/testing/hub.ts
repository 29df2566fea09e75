/** A small hub that takes bundles as the documents say: both forms, a registered key, strictly rising versions, states in their order. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compare, valid } from 'semver';
import { readBundle } from '../bundle/read';
import { identityOf } from '../project/identity';

const MAX_BODY_BYTES = 50_000_000 + 64 * 1024;

export interface HubUpload {
  id: string;
  addonKey: string;
  version: string;
  digest: string;
  channel: string | null;
  form: 'file' | 'hex';
  history: { status: string; at: string; note?: string }[];
}

export interface Hub {
  origin: string;
  uploads: HubUpload[];
  /** Method and path of every request, in the order of arrival. */
  hits: string[];
  /** Registers a public key (SPKI PEM) for a token. */
  register(token: string, publicKeyPem: string): void;
  /** Moves an upload to its next state. */
  move(id: string, status: string, note?: string): void;
  /** What the next request meets instead of an answer; a broken connection stays until it is set to something else. */
  next(fault: HubFault | null): void;
  close(): Promise<void>;
}

/** `cut-upload` hangs up in the middle of the request, `cut-answer` in the middle of the answer. */
export type HubFault = { status: number; body?: string; location?: string } | 'hang-up' | 'cut-upload' | 'cut-answer';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, x-developer-key, accept',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tokenOf({ headers }: IncomingMessage): string {
  const key = headers['x-developer-key'];
  return typeof key === 'string' ? key : (headers.authorization ?? '').replace(/^Bearer /, '');
}

/** 64 bytes of a signature, from the `.sig` file (base64) or the text field (hex). */
async function signatureIn(form: FormData): Promise<{ bytes: Buffer; form: 'file' | 'hex' } | null> {
  const field = form.get('signature');
  if (field === null) return null;
  const kind = typeof field === 'string' ? 'hex' : 'file';
  const text = typeof field === 'string' ? field : (await field.text()).trim();
  const bytes = Buffer.from(text, kind === 'hex' ? 'hex' : 'base64');
  return bytes.length === 64 ? { bytes, form: kind } : null;
}

export async function startHub(now: () => string = () => '2026-01-01T00:00:00Z'): Promise<Hub> {
  const keys = new Map<string, string[]>();
  const uploads: HubUpload[] = [];
  const hits: string[] = [];
  let fault: HubFault | null = null;

  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { ...CORS, 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const shown = ({ id, addonKey, version, history }: HubUpload) => ({
    id,
    status: history.at(-1)?.status,
    addon_key: addonKey,
    version,
    uploaded_at: history[0]?.at,
    history,
  });

  async function take(request: IncomingMessage, url: URL): Promise<[status: number, body: unknown]> {
    const token = tokenOf(request);
    const body = await bodyOf(request);
    if (!keys.has(token)) return [401, { error: 'this token is not known' }];
    if (body === null) return [413, { error: 'at most 50 MB' }];
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('bundle');
    const signature = await signatureIn(form);
    if (file === null || typeof file === 'string' || signature === null) return [400, { error: 'bundle and signature are needed' }];
    const developerId = form.get('developer_id');
    const developer = typeof developerId === 'string' ? developerId : '';
    if (signature.form === 'hex' && !/^[0-9a-f-]{36}$/.test(developer)) return [400, { error: 'developer_id is needed' }];
    const packed = Buffer.from(await file.arrayBuffer());
    // The documents: Ed25519 over the 32 raw bytes of SHA-256 of the bundle.
    const digest = createHash('sha256').update(packed).digest();
    const holds = (keys.get(token) ?? []).some((pem) => verify(null, digest, createPublicKey(pem), signature.bytes));
    if (!holds) return [403, { error: 'the signature holds under no registered key' }];
    const { manifestText } = await readBundle(packed);
    const { key, version } = identityOf(JSON.parse(manifestText));
    const last = uploads.filter((upload) => upload.addonKey === key).at(-1);
    if (valid(version) === null || (last && compare(version, last.version) <= 0)) return [409, { error: `${version} does not rise` }];
    const id = `ad_${String(uploads.length + 1)}`;
    const at = now();
    const upload: HubUpload = {
      ...{ id, addonKey: key, version, digest: digest.toString('hex'), channel: url.searchParams.get('channel'), form: signature.form },
      history: [{ status: signature.form === 'hex' ? 'pending_review' : 'pending', at }],
    };
    uploads.push(upload);
    return [201, shown(upload)];
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    hits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const met = fault;
    // A browser asks once more when it is hung up on, so that such a fault stays until another one is set.
    if (typeof met !== 'string') fault = null;
    if (met === 'hang-up') {
      request.socket.destroy();
      return;
    }
    if (met === 'cut-upload') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    if (met === 'cut-answer') {
      response.writeHead(201, { ...CORS, 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":"ad_', () => request.socket.destroy());
      return;
    }
    if (met !== null) {
      response.writeHead(met.status, { ...CORS, ...(met.location === undefined ? {} : { location: met.location }) }).end(met.body ?? '');
      return;
    }
    if (request.method === 'POST' && url.pathname === '/v1/addons') {
      take(request, url).then(
        ([status, body]) => answer(response, status, body),
        () => answer(response, 400, { error: 'this is no bundle' }),
      );
      return;
    }
    const upload = uploads.find(({ id }) => url.pathname === `/v1/addons/${id}`);
    if (request.method === 'GET' && upload && keys.has(tokenOf(request))) answer(response, 200, shown(upload));
    else answer(response, 404, { error: 'nothing here' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    uploads,
    hits,
    register: (token, pem) => void keys.set(token, [...(keys.get(token) ?? []), pem]),
    move: (id, status, note) =>
      void uploads.find((upload) => upload.id === id)?.history.push({ status, at: now(), ...(note === undefined ? {} : { note }) }),
    next: (met) => {
      fault = met;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
