/**
 * The only place from which the page speaks to another host: a document of its own, with a policy of its own. The page's stays shut
 * (`connect-src 'self'`). This one is opened by the first question to the one host that the person named, for good; each
 * request goes without cookies and without following redirects.
 */
import * as Comlink from 'comlink';
import type { Locale } from '../../kernel/locale';
import { KernelError, messageOf } from '../../kernel/errors';
import { downloadFrom } from '../../kernel/publish/download';
import { downloadSentence } from '../../kernel/publish/download-messages';
import { uploadBundle, uploadState } from '../../kernel/publish/upload';
import { uploadSentence } from '../../kernel/publish/upload-messages';
import type { OutboundApi, Outcome } from '../../workers/protocol';

async function outcome<T>(locale: Locale, work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof KernelError)) return { ok: false, code: 'internal_error', message: messageOf(error) };
    return { ok: false, code: error.code, message: uploadSentence(error, locale) ?? downloadSentence(error, locale) ?? error.message };
  }
}

const ask = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

const api: OutboundApi = {
  upload: (order, locale) => outcome(locale, () => uploadBundle(ask, order)),
  state: (order, id, locale) => outcome(locale, () => uploadState(ask, order, id)),
  download: (address, maxBytes, locale, onProgress) => outcome(locale, () => downloadFrom(ask, address, maxBytes, onProgress)),
};

/** A policy that is added can only take away: from here on this document reaches that host and nothing else. */
function allowOnly(origin: string): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = `connect-src ${origin}`;
  document.head.append(meta);
}

/** The page's first message: the host, and the port on which it will ask. */
function serve({ source, origin, data, ports: [port] }: MessageEvent<unknown>): void {
  if (source !== parent || origin !== location.origin || typeof data !== 'string' || !port) return;
  removeEventListener('message', serve);
  // As browsers write an origin, so that nothing else can stand in the policy.
  allowOnly(new URL(data).origin);
  Comlink.expose(api, port);
}

addEventListener('message', serve);
// A host that answers with a page of its own for a file that is gone is told apart by it.
document.documentElement.dataset.outbound = 'ready';
