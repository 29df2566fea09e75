/** Who vouches for what arrived. */
import type { FileDifferences } from '../../kernel/bundle/checksums';
import type { BundleVerdict } from '../../kernel/bundle/open';

export interface Trust {
  /**
   * Of a bundle, as `openBundle` judges it. `unchecked`: there is a signature, and no key to check it with. `ours`: a template of
   * this playground. `link` and `none`: what carries no signature by its
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
export const FROM_LINK: Trust = { verdict: 'link', ...UNSIGNED };
export const NO_SIGNATURE: Trust = { verdict: 'none', ...UNSIGNED };
