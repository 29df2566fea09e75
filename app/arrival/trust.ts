/** Who vouches for what arrived. */
import type { FileDifferences } from '../../kernel/bundle/checksums';
import { type PublicKey, shortFingerprint } from '../../kernel/bundle/keys';
import type { BundleVerdict } from '../../kernel/bundle/open';
import type { OpenedLink } from '../../kernel/link/signed-link';
import type { NamedPublicKey } from '../publish/keys';

export interface Trust {
  /**
   * Of a bundle or a signed link, as `openBundle` and `openLink` judge it. `unchecked`: there is a signature, and no key to check
   * it with. `ours`: a template of this playground. `link`: a link that nobody signed. `none`: what carries no signature by its
   * nature.
   */
  verdict: BundleVerdict | 'unchecked' | 'ours' | 'link' | 'none';
  /** Name of the key under which the signature holds, with its short fingerprint; empty without one. */
  signer: string;
  /** Its whole fingerprint; empty without one. */
  fingerprint: string;
  /** SHA-256 of the packed bytes, 64 hex digits; empty for what is not packed. */
  digest: string;
  /** How the files differ from the list of checksums that came along; null without one. */
  differences: FileDifferences | null;
}

const UNSIGNED: Omit<Trust, 'verdict'> = { signer: '', fingerprint: '', digest: '', differences: null };

export const OURS: Trust = { verdict: 'ours', ...UNSIGNED };
export const NO_SIGNATURE: Trust = { verdict: 'none', ...UNSIGNED };

/** The key under which a signature holds, by the name the person knows it by. */
export function signerOf(key: PublicKey | undefined, trusted: readonly NamedPublicKey[]): Pick<Trust, 'signer' | 'fingerprint'> {
  if (!key) return { signer: '', fingerprint: '' };
  const known = trusted.find(({ fingerprint }) => fingerprint === key.fingerprint);
  const short = shortFingerprint(key);
  return { signer: known ? `${known.name} (${short})` : short, fingerprint: key.fingerprint };
}

/** Who vouches for a link. */
export function trustOfLink(opened: OpenedLink<NamedPublicKey>): Trust {
  switch (opened.verdict) {
    case 'unsigned':
      return { verdict: 'link', ...UNSIGNED };
    case 'tampered':
      return { verdict: 'tampered', ...UNSIGNED };
    case 'trusted':
      return { verdict: 'trusted', ...UNSIGNED, ...signerOf(opened.key, [opened.key]) };
    case 'unknown-key':
      return { verdict: 'unknown-key', ...UNSIGNED, ...signerOf(opened.key, []) };
  }
}
