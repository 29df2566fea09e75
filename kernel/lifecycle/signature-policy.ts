/** Which bundles a host takes by their signatures: under trusted keys alone, or, where somebody writes addons, any. */
import type { PublicKey } from '../bundle/keys';
import { parseSignature, verifyBundle } from '../bundle/sign';
import { type Port, port } from '../port';
import { installError } from './messages';

export interface SignaturePolicy {
  /** Where there are any, every bundle must be signed under one of them. */
  trusted: readonly PublicKey[];
  /** Whether unsigned bundles are taken where no key is trusted. */
  allowUnsigned: boolean;
}

/** Somebody writes addons here, and has not signed them yet. */
export const DEVELOPMENT_POLICY: SignaturePolicy = { trusted: [], allowUnsigned: true };

export const SIGNATURES: Port<SignaturePolicy> = port('whose bundles are taken');

/** The header in which hosts get a signature: it travels beside the bundle. */
export const SIGNATURE_HEADER = 'x-asteby-marketplace-signature';

/**
 * @param signature base64 or hex; null where none came along
 * @throws KernelError `signature_required`, `unsigned_bundle`, `signature_mismatch`; `SIGNATURE-MALFORMED` for what is none
 */
export async function refuseUntrusted(
  { trusted, allowUnsigned }: SignaturePolicy,
  packed: Uint8Array,
  signature: string | null,
): Promise<void> {
  if (trusted.length === 0) {
    if (!allowUnsigned) throw installError('signature_required', {});
    return;
  }
  if (signature === null || signature.trim() === '') throw installError('unsigned_bundle', {});
  const key = await verifyBundle(packed, parseSignature(signature), trusted);
  if (key === undefined) throw installError('signature_mismatch', { keys: trusted.map(({ fingerprint }) => fingerprint) });
}
