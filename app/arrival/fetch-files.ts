/** Fetches what lies at somebody's address, once the person said so: the file itself and, beside a bundle, its signature and key. */
import * as Comlink from 'comlink';
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/locale';
import { isZip } from '../../kernel/bundle/zip';
import type { DownloadProgress } from '../../kernel/publish/download';
import type { Outcome } from '../../workers/protocol';
import { askOutbound } from '../publish/ask-workers';

const MAX_SIDE_FILE_BYTES = 64 * 1024;

export interface FetchOptions {
  locale: Locale;
  signal: AbortSignal;
  onProgress: DownloadProgress;
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What the bytes are decides, not what the address calls them. */
function named(bytes: Uint8Array, name: string): File {
  const ending = isGzip(bytes) ? '.mcbundle' : isZip(bytes) ? '.zip' : '.json';
  return new File([bytes as BlobPart], `${name.replace(/\.(mcbundle|tar\.gz|tgz|zip|json)$/i, '') || 'addon'}${ending}`);
}

function beside(address: string, ending: string): string {
  const url = new URL(address);
  url.pathname += ending;
  return url.href;
}

/**
 * The files at an address, named by what they are. `<address>.sig` and `<address>.pub` are asked for when a bundle lies there; where
 * they are not to be had, it is an unsigned one.
 * @throws DOMException `AbortError` when the person cancelled
 */
export async function fetchFiles(address: string, { locale, signal, onProgress }: FetchOptions): Promise<Outcome<File[]>> {
  const main = await askOutbound(
    address,
    (api) => api.download(address, BUNDLE_LIMITS.maxPackedBytes, locale, Comlink.proxy(onProgress)),
    signal,
  );
  if (!main.ok) return main;
  const { bytes, name } = main.value;
  const files = [named(bytes, name)];
  for (const ending of isGzip(bytes) ? ['.sig', '.pub'] : []) {
    const side = await askOutbound(address, (api) => api.download(beside(address, ending), MAX_SIDE_FILE_BYTES, locale), signal);
    if (!side.ok) break;
    files.push(new File([side.value.bytes as BlobPart], `${name}${ending}`));
  }
  return { ok: true, value: files };
}
