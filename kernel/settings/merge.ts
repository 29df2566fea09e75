/** Whose value of a setting counts. Pure. */
import type { Setting } from '../../schemas';

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * What an installation keeps of an addon's settings when a version is installed: defaults that are declared, and over them what was
 * there. A value that was there wins, one of a setting that left the manifest stays, and a new default comes in.
 */
export function mergeSettings(declared: readonly Setting[] = [], current: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const defaults = declared.filter((setting) => isGiven(setting.default)).map((setting) => [setting.key, setting.default] as const);
  return { ...Object.fromEntries(defaults), ...current };
}

/** What somebody set: for the organization, or for one branch of it. */
export interface StoredSetting {
  key: string;
  branchId: string | null;
  value: unknown;
}

/**
 * The value that counts for each key: the branch's where the setting is one of branches, else the organization's, else the
 * installation's. A null hides nothing.
 */
export function effectiveSettings(
  declared: readonly Setting[] = [],
  installation: Readonly<Record<string, unknown>>,
  stored: readonly StoredSetting[],
  branchId: string | null,
): Record<string, unknown> {
  const perBranch = new Set(declared.filter(({ scope }) => scope === 'branch').map(({ key }) => key));
  const values = Object.entries(installation).filter(([, value]) => isGiven(value));
  const own = stored.filter((one) => one.branchId === null && isGiven(one.value));
  const ofBranch = stored.filter(
    (one) => one.branchId !== null && one.branchId === branchId && perBranch.has(one.key) && isGiven(one.value),
  );
  return Object.fromEntries([...values, ...[...own, ...ofBranch].map(({ key, value }) => [key, value] as const)]);
}
