/**
 * The network of the command line. A name is resolved here, and a request leaves for public addresses alone: to the very address that
 * was looked at, so that no second answer of the name server leads elsewhere. Nothing is followed.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutboundRequest } from '../kernel/outbound/message';
import type { Network, NetworkAnswer } from '../kernel/outbound/network';
import { isPrivateHost } from '../kernel/outbound/private-address';

export type Resolve = (name: string, told: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const systemResolve: Resolve = (name, told) => resolve(name, { all: true }, told);

/** Resolves a name, and refuses it where any of its addresses is private. */
const publicLookup =
  (resolveAll: Resolve): LookupFunction =>
  (name, options, told) =>
    resolveAll(name, (error, addresses) => {
      const [first] = addresses;
      if (error) told(error, '');
      else if (!first || addresses.some(({ address }) => isPrivateHost(address)))
        told(new Error(`"${name}" leads to a private address, so nothing is sent there`), '');
      else if (options.all === true) told(null, addresses);
      else told(null, first.address, first.family);
    });

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));

function send({ method, url, headers, body }: OutboundRequest, lookup: LookupFunction, signal: AbortSignal): Promise<NetworkAnswer> {
  return new Promise((done, fail) => {
    const target = new URL(url);
    if (isPrivateHost(target.hostname)) {
      fail(new Error(`"${target.host}" is no public host`));
      return;
    }
    const bytes = body === null ? null : Buffer.from(body);
    const options: RequestOptions = {
      method,
      lookup,
      signal,
      // Bytes as they are: what unfolds is measured by nobody.
      headers: { ...headers, 'Accept-Encoding': 'identity', ...(bytes && { 'Content-Length': String(bytes.length) }) },
    };
    const outgoing = (target.protocol === 'https:' ? secureRequest : plainRequest)(target, options, (incoming) => {
      done({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: incoming });
    });
    outgoing.on('error', fail);
    outgoing.end(bytes ?? undefined);
  });
}

export function nodeNetwork(resolveAll: Resolve = systemResolve): Network {
  const lookup = publicLookup(resolveAll);
  return { send: (request, signal) => send(request, lookup, signal) };
}
