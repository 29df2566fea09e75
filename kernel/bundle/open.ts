import type { PublicKey } from './keys';
import { sha256Hex } from './digest';
import { checkPackedSize, readBundle, type Bundle, type ReadOptions } from './read';
import { parseSignature, verifyBundle, type SignatureOptions } from './sign';

/**
 * - `trusted`: the signature holds under a key the person trusts.
 * - `unknown-key`: the signature holds under a key that came along and is not trusted yet, or there is no key to try.
 * - `unsigned`: no signature came along.
 * - `tampered`: there is a signature, and it holds under none of the keys at hand: the bytes were changed after signing, or
 *   the signer's public key is missing. The two cannot be told apart without that key, so the worse is assumed.
 */
export type BundleVerdict = 'trusted' | 'unsigned' | 'unknown-key' | 'tampered';

export interface OpenBundleOptions extends ReadOptions, SignatureOptions {
  /** Text of the `.sig` file. Absent or blank: unsigned. */
  signature?: string | undefined;
  trustedKeys: readonly PublicKey[];
  /** Keys that came beside the bundle (`.pub`); they confirm who signed, not that the signer is trusted. */
  offeredKeys?: readonly PublicKey[];
  /** Unsigned bundles and unknown keys are let through. Never tampered ones. */
  developmentMode: boolean;
}

/** Plain data: survives `postMessage`. */
export interface OpenedBundle {
  verdict: BundleVerdict;
  /** The key under which the signature holds; with `unknown-key`, the one to ask the person about. */
  key?: PublicKey;
  /** SHA-256 of the packed bytes, 64 hex digits. */
  digest: string;
  /** Only when the verdict, or the development mode, lets it be unpacked. */
  bundle?: Bundle;
}

async function judge(packed: Uint8Array, options: OpenBundleOptions): Promise<{ verdict: BundleVerdict; key?: PublicKey }> {
  const text = options.signature?.trim() ?? '';
  if (text === '') return { verdict: 'unsigned' };
  const signature = parseSignature(text);
  const trusted = await verifyBundle(packed, signature, options.trustedKeys, options);
  if (trusted) return { verdict: 'trusted', key: trusted };
  const offeredKeys = options.offeredKeys ?? [];
  const offered = await verifyBundle(packed, signature, offeredKeys, options);
  if (offered) return { verdict: 'unknown-key', key: offered };
  return { verdict: options.trustedKeys.length + offeredKeys.length === 0 ? 'unknown-key' : 'tampered' };
}

/**
 * Opens a bundle in the order that keeps a stranger's bytes away from the unpacker: size of the packed file, digest and
 * signature, and only then, when the verdict allows it, the content.
 *
 * @throws KernelError `BUNDLE-PACKED-SIZE` before anything, `SIGNATURE-MALFORMED`, and everything `readBundle` throws
 */
export async function openBundle(packed: Uint8Array, options: OpenBundleOptions): Promise<OpenedBundle> {
  checkPackedSize(packed.length, options.limits);
  const judged = await judge(packed, options);
  const mayUnpack = judged.verdict === 'trusted' || (options.developmentMode && judged.verdict !== 'tampered');
  if (!mayUnpack) return { ...judged, digest: await sha256Hex(packed) };
  const bundle = await readBundle(packed, options);
  return { ...judged, digest: bundle.digest, bundle };
}
