/** A mock that answers as an exchange was answered: what `playground.json` says of it (docs/architecture/11, OUT-RECORD). */
import type { PlaygroundFile } from '../../schemas';
import { parseJson } from '../values/json';
import type { KeptExchange } from './kept';
import { REDACTED } from './redact';

type Said = NonNullable<PlaygroundFile['mocks']>[string];

/** Longest body of an answer that the file takes. */
const MAX_BODY_CHARS = 64 * 1024;
/** Headers that say something of the answer itself; the others are the server's own business, or proof. */
const TOLD: ReadonlySet<string> = new Set(['content-type', 'location', 'retry-after', 'link', 'x-request-id']);

const bodyOf = (text: string): unknown => {
  try {
    // A number on its own could have more digits than JavaScript keeps.
    return /^\s*[{[]/.test(text) ? JSON.parse(JSON.stringify(parseJson(text))) : text;
  } catch {
    return text;
  }
};

/** The address of a route: what was a secret may be anything, and a query with one is left out. */
function routeOf(method: string, url: string): string {
  const [address = '', query = ''] = url.split('#', 1).join('').split('?', 2);
  const path = address.replace(/^([a-z]+:\/\/[^/]*)(.*)$/i, (_, host: string, rest: string) => {
    const segments = rest.split('/').map((segment) => (segment.includes(REDACTED) ? '*' : segment));
    return host + segments.join('/');
  });
  const named = query.split('&').filter((pair) => pair !== '' && !pair.includes(REDACTED));
  return `${method} ${path}${named.length === 0 ? '' : `?${named.join('&')}`}`;
}

const FAILS = { timeout: 'timeout', transport: 'reset' } as const;

/** What of an exchange a mock can repeat; null where nothing came back that one could. */
export function mockOf(exchange: KeptExchange): { address: string; answer: Said } | null {
  const { method, url, responseStatus, responseHeaders, responseBody, failure } = exchange;
  if (url.split('/', 3)[2]?.includes(REDACTED) === true) return null;
  const address = routeOf(method, url);
  if (responseStatus === null) {
    const [code = ''] = (failure ?? '').split(':', 1);
    return Object.hasOwn(FAILS, code) ? { address, answer: { fail: FAILS[code as keyof typeof FAILS] } } : null;
  }
  const headers = Object.fromEntries(
    Object.entries(responseHeaders ?? {}).filter(([name, value]) => TOLD.has(name.toLowerCase()) && !value.includes(REDACTED)),
  );
  return {
    address,
    answer: {
      status: responseStatus,
      ...(Object.keys(headers).length > 0 && { headers }),
      // Places of a template are none in what a server said.
      body: bodyOf((responseBody ?? '').slice(0, MAX_BODY_CHARS).replaceAll('{{', '{ {')),
    },
  };
}
