/** What the worker that judges a bundle is given: bytes, of each file no more than could be right. */
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/locale';
import type { OpenBundleOrder } from '../../workers/protocol';
import type { NamedPublicKey } from '../publish/keys';
import type { Dropped } from './dropped';

/** Signatures and public keys are a few hundred characters, checksums a hundred for each file. */
const MAX_SIDE_FILE_BYTES = 64 * 1024;
const MAX_CHECKSUMS_BYTES = 1024 * 1024;

export interface JudgeOptions {
  /** Unsigned bundles and those of unknown keys are unpacked as well. */
  developmentMode: boolean;
  trusted: readonly NamedPublicKey[];
  locale: Locale;
}

export const firstBytes = async (file: File, most: number): Promise<Uint8Array> => new Uint8Array(await file.slice(0, most).arrayBuffer());

export async function bundleOrder(
  { main, signature, checksums, publicKeys }: Dropped,
  { trusted, developmentMode, locale }: JudgeOptions,
): Promise<OpenBundleOrder> {
  return {
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
}
