/** Opens a stranger's files through the language worker: judged first, read only when the verdict allows it. */
import type * as Comlink from 'comlink';
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import type { OpenedBundle } from '../../kernel/bundle/open';
import { MAX_MANIFEST_BYTES } from '../../kernel/contract/parse';
import languageScript from '../../workers/language.worker.ts?worker&url';
import type { LanguageWorkerApi, Outcome } from '../../workers/protocol';
import { startWorker } from '../../workers/start-worker';
import { NO_SIGNATURE, signerOf, type Trust } from './trust';
import { registerLate } from '../deploy/late';
import { keepWorker } from '../kernel/kept-worker';
import { fileFromBytes, MANIFEST, type ProjectFile } from '../project/project';
import { bundleOrder, firstBytes, type JudgeOptions } from './bundle-order';
import type { Dropped } from './dropped';

const OPEN_DEADLINE_MS = 60_000;

export interface OpenOptions extends JudgeOptions {
  signal?: AbortSignal | undefined;
}

export interface Opened {
  trust: Trust;
  /** The bundle as judged; null for what is none. */
  bundle: OpenedBundle | null;
  /** Null for a bundle that was not unpacked. */
  files: Record<string, ProjectFile> | null;
}

/** The files of a project, text where they are text. */
export const projectFiles = (files: ReadonlyMap<string, Uint8Array>): Record<string, ProjectFile> =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, fileFromBytes(bytes)]));

/** Apart from the worker that judges as one types: a file that does harm to its reader ends it. */
const reader = keepWorker<LanguageWorkerApi>(() => startWorker(languageScript, 'bundle'));
registerLate(reader.load);

const ask = <T>(
  question: (api: Comlink.Remote<LanguageWorkerApi>) => Promise<Outcome<T>>,
  signal: AbortSignal | undefined,
): Promise<Outcome<T>> => reader.ask(question, OPEN_DEADLINE_MS, 'Opening the file', signal);

async function openBundle(dropped: Dropped, options: OpenOptions): Promise<Outcome<Opened>> {
  const { trusted, signal } = options;
  const order = await bundleOrder(dropped, options);
  const judged = await ask((api) => api.openBundle(order), signal);
  if (!judged.ok) return judged;
  const { opened, differences } = judged.value;
  const trust: Trust = { verdict: opened.verdict, digest: opened.digest, differences, ...signerOf(opened.key, trusted) };
  return { ok: true, value: { trust, bundle: opened, files: opened.bundle ? projectFiles(opened.bundle.files) : null } };
}

/**
 * Opens what was dropped. An outcome that is not ok carries its sentence in the person's language.
 * @throws KernelError `deadline_exceeded`; DOMException `AbortError` when the person cancelled
 */
export async function openDropped(dropped: Dropped, options: OpenOptions): Promise<Outcome<Opened>> {
  const { main, kind } = dropped;
  if (kind === 'bundle') return openBundle(dropped, options);
  const plain = (files: Record<string, ProjectFile>): Outcome<Opened> => ({
    ok: true,
    value: { trust: NO_SIGNATURE, bundle: null, files },
  });
  if (kind === 'manifest') return plain({ [MANIFEST]: await main.slice(0, MAX_MANIFEST_BYTES + 1).text() });
  const packed = await firstBytes(main, BUNDLE_LIMITS.maxPackedBytes + 1);
  const unpacked = await ask((api) => api.openZip(packed, options.locale), options.signal);
  return unpacked.ok ? plain(projectFiles(unpacked.value)) : unpacked;
}
