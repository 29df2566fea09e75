/** `http_fetch(url, method, body)` and `http_request(url, method, headers, body)`: the one way out, asked for by the addon's module. */
import { credentialSecrets } from '../../connectors/connections';
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { hostOf } from '../../contract/capability-target';
import { asCaller } from '../../operation/operation';
import { exchange } from '../../outbound/exchange';
import { isPrivateHost } from '../../outbound/private-address';
import { askWayOut } from '../../security/ways-out';
import { clearSettings } from '../../settings/settings';
import { toBase64 } from '../../values/encoding';
import { parseJson } from '../../values/json';
import { flat, type HostContext, type HostFunction, HostRefusal, isObject, textOf } from './context';

const { limits } = HOST_IMPORTS.http_request;
const METHOD = /^[!#$%&'*+.^_`|~\w-]{1,32}$/;
/** Characters of an address, of one header, and headers of a request. */
const MAX_URL_CHARS = 64 * 1024;
const MAX_HEADER_CHARS = 64 * 1024;
const MAX_HEADERS = 100;

const badRequest = (message: string): HostRefusal => new HostRefusal('bad_request', message);

/** @throws HostRefusal `forbidden` for what is no address of a public host */
function addressOf(argument: Uint8Array | null | undefined): string {
  const url = textOf(argument);
  if (url === null || url.length > MAX_URL_CHARS) throw new HostRefusal('forbidden', 'the address is no text, or too long');
  const host = hostOf(url);
  if (host === null || host === '') throw new HostRefusal('forbidden', 'only http(s) allowed, with a host');
  if (isPrivateHost(new URL(url).hostname)) throw new HostRefusal('forbidden', `egress to "${host}" is blocked (SSRF guard)`);
  return url;
}

/** @throws HostRefusal `bad_request` */
function headersOf(argument: Uint8Array | null | undefined): Record<string, string> {
  const text = textOf(argument);
  if (text === '') return {};
  let value: unknown;
  try {
    value = parseJson(text ?? '{');
  } catch {
    // Said below.
  }
  if (value === null) return {};
  if (!isObject(value) || Object.keys(value).length > MAX_HEADERS) throw badRequest('the headers are no JSON object');
  const headers = new Headers();
  for (const [name, given] of Object.entries(value)) {
    if (typeof given !== 'string' || given.length > MAX_HEADER_CHARS) throw badRequest(`the header "${name.slice(0, 64)}" is no text`);
    try {
      headers.set(name, given);
    } catch {
      throw badRequest(`"${name.slice(0, 64)}" is no header`);
    }
  }
  return Object.fromEntries(headers);
}

/** Bytes as text where they are one, else beside it in base64, whatever they say they are. */
function bodyOf(bytes: Uint8Array): Record<string, unknown> {
  const text = textOf(bytes);
  if (text !== null) return { body: text };
  return { body: '', body_base64: toBase64(bytes), body_is_base64: true };
}

async function ask(
  context: HostContext,
  name: 'http_fetch' | 'http_request',
  [url, method, headers, body]: readonly (Uint8Array | null | undefined)[],
): Promise<Record<string, unknown>> {
  const { operation, addon } = context;
  const { services, trace } = operation;
  const address = addressOf(url);
  const verb = textOf(method);
  const given = (): { method: string; headers: Record<string, string>; body: string | null } => {
    const said = headersOf(headers);
    if (verb === null || (verb !== '' && !METHOD.test(verb))) throw badRequest('the method is none');
    const text = textOf(body);
    if (text === null) throw badRequest('the body is no text of UTF-8');
    const typed = text !== '' && said['content-type'] === undefined ? { 'content-type': 'application/json' } : {};
    return { method: verb === '' ? 'GET' : verb.toUpperCase(), headers: { ...said, ...typed }, body: text === '' ? null : text };
  };
  let request: ReturnType<typeof given> | null = null;
  let fault: unknown = null;
  try {
    request = given();
  } catch (error) {
    fault = error;
  }
  // Hosts ask for the capability first, in shadow as well; what is wrong with the rest is said after it.
  const asked = { ...addon, enforcement: 'enforce' as const };
  const keep = (statement: Parameters<Parameters<typeof exchange>[2]>[0]) => asCaller(operation, (session) => session.run(statement));
  if (request === null) {
    askWayOut(services, trace, asked, address, { kind: 'guest', name });
    throw fault;
  }
  const { secrets } = await clearSettings(operation, addon, operation.principal.branchId ?? null);
  const credentials = await credentialSecrets(operation, addon);
  const { raw, failure } = await exchange(services, trace, keep, {
    addon: asked,
    cause: { kind: 'guest', name },
    request: { ...request, url: address },
    secrets: [...secrets, ...credentials],
    timeoutMs: limits.deadlineMs,
    cutsAnswer: true,
  });
  if (raw === null) {
    const forbidden = failure?.code === 'host_private' || failure?.code === 'address_invalid';
    throw new HostRefusal(forbidden ? 'forbidden' : 'transport', failure?.message ?? 'nothing came back');
  }
  return { status: raw.status, ...bodyOf(raw.body) };
}

export const httpFetch: HostFunction = (context, [url, method, body]) =>
  flat(context, { fault: 'transport' }, () => ask(context, 'http_fetch', [url, method, new Uint8Array(), body]));

export const httpRequest: HostFunction = (context, args) => flat(context, { fault: 'transport' }, () => ask(context, 'http_request', args));
