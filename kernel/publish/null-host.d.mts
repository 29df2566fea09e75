export interface DryRunResult {
  ok: boolean;
  /** Why not, in the engine's own words; empty when it was loaded. */
  reason: string;
}
export declare const MAX_MEMORY_PAGES: number;
export declare function dryInstantiate(bytes: Uint8Array): Promise<DryRunResult>;
