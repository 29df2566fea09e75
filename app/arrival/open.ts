/** Opens a stranger's files through the language worker: judged first, read only when the verdict allows it. */
import type * as Comlink from 'comlink';
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import type { OpenedBundle } from '../../kernel/bundle/open';
import type { Locale } from '../../kernel/locale';
import { MAX_MANIFEST_BYTES } from '../../kernel/contract/parse';
import languageScript from '../../workers/language.worker.ts?worker&url';
import type { LanguageWorkerApi, Outcome } from '../../workers/protocol';
import { startWorker } from '../../workers/start-worker';
import { NO_SIGNATURE, signerOf, type Trust } from './trust';
import { registerLate } from '../deploy/late';
import { keepWorker } from '../kernel/kept-worker';
import { fileFromBytes, MANIFEST, type ProjectFile } from '../project/project';
import type { NamedPublicKey } from '../publish/keys';
import type { Dropped } from './dropped';

const OPEN_DEADLINE_MS = 60_000;
/** Signatures and public keys are a few hundred characters, checksums a hundred for each file. */
const MAX_SIDE_FILE_BYTES = 64 * 1024;
const MAX_CHECKSUMS_BYTES = 1024 * 1024;

export interface OpenOptions {
  /** Unsigned bundles and those of unknown keys are unpacked as well. */
  developmentMode: boolean;
  trusted: readonly NamedPublicKey[];
  locale: Locale;
  signal?: AbortSignal | undefined;
}

export interface Opened {
  trust: Trust;
  /** The bundle as judged; null for what is none. */
  bundle: OpenedBundle | null;
  /** Null for a bundle that was not unpacked. */
  files: Record<string, ProjectFile> | null;
}

const firstBytes = async (file: File, most: number): Promise<Uint8Array> => new Uint8Array(await file.slice(0, most).arrayBuffer());

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

async function openBundle({ main, signature, checksums, publicKeys }: Dropped, options: OpenOptions): Promise<Outcome<Opened>> {
  const { trusted, developmentMode, locale, signal } = options;
  const order = {
    // Never more than the cap is read: the reader refuses by size before it looks at anything else.
    packed: await firstBytes(main, BUNDLE_LIMITS.maxPackedBytes + 1),
    fileName: main.name,
    signature: signature && (await firstBytes(signature, MAX_SIDE_FILE_BYTES)),
    checksums: checksums && (await firstBytes(checksums, MAX_CHECKSUMS_BYTES)),
    trustedKeys: trusted.map(({ algorithm, raw, fingerprint }) => ({ algorithm, raw, fingerprint })),
    offeredKeyFiles: await Promise.all(publicKeys.map((file) => firstBytes(file, MAX_SIDE_FILE_BYTES))),
    developmentMode,
    locale,
  };
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
