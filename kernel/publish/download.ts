/** A file of another site, by the address that somebody gave: https, no credentials, no redirects, and never more than a given size. */
import { downloadError } from './download-messages';
import { joinBytes } from '../values/bytes';

const MAX_ADDRESS_CHARS = 2_000;

const isLocal = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

/** The address of the raw file behind the page on which code hosts show it; any other address as it is. */
function rawAddress(url: URL): URL {
  const steps = url.pathname.split('/');
  if (url.hostname === 'github.com' && (steps[3] === 'blob' || steps[3] === 'raw') && steps.length > 5) {
    return new URL(`https://raw.githubusercontent.com/${[steps[1], steps[2], ...steps.slice(4)].join('/')}`);
  }
  const shown = /^(\/.+\/-)\/blob\/(.+)$/.exec(url.pathname);
  if (shown && url.hostname === 'gitlab.com') return new URL(`${url.origin}${shown[1] ?? ''}/raw/${shown[2] ?? ''}`);
  if (steps[3] === 'src' && steps[4] === 'branch' && url.hostname === 'codeberg.org') {
    steps[3] = 'raw';
    return new URL(`${url.origin}${steps.join('/')}`);
  }
  return url;
}

/**
 * An address that may be fetched: https, or http on this very machine; no name and password in it. The fragment is dropped.
 * @throws KernelError `FROM-ADDRESS`
 */
export function sourceAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim().slice(0, MAX_ADDRESS_CHARS + 1));
  } catch (error) {
    throw downloadError('FROM-ADDRESS', {}, error);
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '' || text.trim().length > MAX_ADDRESS_CHARS) throw downloadError('FROM-ADDRESS');
  url.hash = '';
  return rawAddress(url);
}

export interface Downloaded {
  /** Last step of the address, as a file name. */
  name: string;
  bytes: Uint8Array;
}

type Answer = Pick<Response, 'status' | 'type' | 'body' | 'headers'>;

/** Hears how many bytes came; `whole` is what the host claims the file has, 0 when it says nothing. */
export type DownloadProgress = (bytes: number, whole: number) => void;

async function limited(answer: Answer, maxBytes: number, onProgress: DownloadProgress): Promise<Uint8Array> {
  const claimed = Number(answer.headers.get('content-length') ?? '0');
  if (claimed > maxBytes) throw downloadError('FROM-SIZE', { limit: maxBytes });
  const reader = answer.body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    bytes += next.value.length;
    // Counted as it comes: what a header claims is not believed.
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw downloadError('FROM-SIZE', { limit: maxBytes });
    }
    pieces.push(next.value);
    onProgress(bytes, claimed);
  }
  return joinBytes(pieces);
}

/**
 * Fetches a file.
 * @throws KernelError `FROM-ADDRESS`, `FROM-UNREACHABLE`, `FROM-REDIRECT`, `FROM-STATUS`, `FROM-SIZE`
 */
export async function downloadFrom(
  fetch: (url: string, init: RequestInit) => Promise<Answer>,
  address: string,
  maxBytes: number,
  onProgress: DownloadProgress = () => undefined,
): Promise<Downloaded> {
  const url = sourceAddress(address);
  const host = url.host;
  let answer: Answer;
  try {
    answer = await fetch(url.href, { redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  } catch (error) {
    throw downloadError('FROM-UNREACHABLE', { host }, error);
  }
  if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) throw downloadError('FROM-REDIRECT', { host });
  if (answer.status !== 200) throw downloadError('FROM-STATUS', { host, status: answer.status });
  let name = url.pathname.split('/').at(-1) ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    // A name that is not UTF-8 stays as it is written.
  }
  return { name, bytes: await limited(answer, maxBytes, onProgress) };
}
