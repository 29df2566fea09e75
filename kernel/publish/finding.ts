/** A finding of the preflight: what the marketplace's review would say, said before it is asked. Plain data. */
import type { TextRange } from '../contract/diagnostic';

/**
 * - `reject`: review refuses the bundle without looking further.
 * - `review`: a person in review stumbles over it; expect changes to be requested.
 * - `advice`: better mended, refused by nobody.
 */
export type Level = 'reject' | 'review' | 'advice';

export const LEVELS: readonly Level[] = ['reject', 'review', 'advice'];

export interface PreflightFinding {
  /** Rule id: `PUB-…` is defined in docs/contract/publishing.md, every other in docs/contract/README.md. */
  rule: string;
  level: Level;
  /** Path inside the addon; empty when it is about the bundle as a whole. */
  file: string;
  /** JSON pointer into the manifest; empty in other files. */
  path: string;
  /** Absent where there is no text to point at. */
  range?: TextRange;
  message: string;
  /** What to do about it. Never empty. */
  cure: string;
}

export interface PreflightReport {
  /** Of the addon; parts that the manifest does not say are empty. */
  key: string;
  version: string;
  /** Packed size in bytes, null when it could not be packed. */
  packedBytes: number | null;
  /** Digest of what was packed, 64 hex digits. */
  digest: string | null;
  /** Ordered: reject, review, advice; then by place. */
  findings: PreflightFinding[];
  counts: Record<Level, number>;
  /** No finding is a `reject`. */
  passes: boolean;
}
