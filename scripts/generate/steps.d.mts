export interface StaleStep {
  readonly name: string;
  readonly hash: string;
}
export function filesUnder(path: string): string[];
export function hashOf(paths: readonly string[]): string;
export function staleSteps(force: boolean): StaleStep[];
export function record(step: StaleStep): void;
