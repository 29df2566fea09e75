/** Opens dropped files through the language worker: judged first, read only when the verdict allows it. */
import * as Comlink from 'comlink';
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/contract/diagnostic';
import type { LanguageWorkerApi, OpenBundleReport } from '../../workers/protocol';
import { withDeadline } from '../kernel/deadline';
import { trustedKeys } from '../publish/keys';
import { projectStore } from '../workspace/workspace';
import type { Dropped } from './dropped';

const OPEN_DEADLINE_MS = 60_000;
/** Signatures and public keys are a few hundred characters. */
const MAX_SIDE_FILE_BYTES = 64 * 1024;

async function sideText(file: File): Promise<string> {
  return file.slice(0, MAX_SIDE_FILE_BYTES).text();
}

/** One worker a bundle: whatever it does to a reader ends with it. */
export async function openDropped(
  dropped: Dropped & { bundle: File },
  developmentMode: boolean,
  locale: Locale,
): Promise<OpenBundleReport> {
  const store = projectStore();
  const worker = new Worker(new URL('../../workers/language.worker.ts', import.meta.url), { type: 'module', name: 'bundle' });
  try {
    const api = Comlink.wrap<LanguageWorkerApi>(worker);
    // Never more than the cap is read: the reader refuses by size before it looks at anything else.
    const packed = new Uint8Array(await dropped.bundle.slice(0, BUNDLE_LIMITS.maxPackedBytes + 1).arrayBuffer());
    const order = {
      packed,
      signature: dropped.signature ? await sideText(dropped.signature) : null,
      trustedKeys: store ? (await trustedKeys(store)).map(({ algorithm, raw, fingerprint }) => ({ algorithm, raw, fingerprint })) : [],
      offeredKeyFiles: await Promise.all(dropped.publicKeys.map(sideText)),
      developmentMode,
      locale,
    };
    return await withDeadline((async () => api.openBundle(order))(), OPEN_DEADLINE_MS, 'Opening the bundle');
  } finally {
    worker.terminate();
  }
}
