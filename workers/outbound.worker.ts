/**
 * The only place from which the page speaks to another host. The page's own policy stays shut (`connect-src 'self'`); this worker
 * makes one request to the host that the person named, without cookies and without following redirects, and is then ended.
 */
import * as Comlink from 'comlink';
import { KernelError, messageOf } from '../kernel/errors';
import { downloadFrom } from '../kernel/publish/download';
import { downloadSentence } from '../kernel/publish/download-messages';
import { uploadBundle, uploadState } from '../kernel/publish/upload';
import { uploadSentence } from '../kernel/publish/upload-messages';
import type { OutboundWorkerApi, Outcome } from './protocol';
import type { Locale } from '../kernel/contract/diagnostic';

async function outcome<T>(locale: Locale, work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof KernelError)) return { ok: false, code: 'internal_error', message: messageOf(error) };
    return { ok: false, code: error.code, message: uploadSentence(error, locale) ?? downloadSentence(error, locale) ?? error.message };
  }
}

const ask = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

const api: OutboundWorkerApi = {
  upload: (order, locale) => outcome(locale, () => uploadBundle(ask, order)),
  state: (order, id, locale) => outcome(locale, () => uploadState(ask, order, id)),
  download: (address, maxBytes, locale, onProgress) => outcome(locale, () => downloadFrom(ask, address, maxBytes, onProgress)),
};

Comlink.expose(api);
