/** The upgrade ladder: which steps of `lifecycle.upgrade` an installation climbs, and in which order. Pure. */
import { gt, lt, minVersion, valid } from 'semver';
import type { UpgradeStep } from '../../schemas';
import { parseRange, satisfies } from '../expressions/version-range';

export interface Rung extends UpgradeStep {
  /** Its place in `lifecycle.upgrade`. */
  index: number;
}

/** The lowest version of a range; null where there is none that can be told. */
function lowestOf(from: string): string | null {
  try {
    return minVersion(from)?.version ?? null;
  } catch {
    return null;
  }
}

/**
 * The steps that bring `installed` to `target`, in manifest order: each whose `from` holds for the version reached so far. A step is on
 * the way from one version to a later one; behind it the next step is reached that begins between here and the target.
 * @example rungsOf([{ from: '1.x', … }, { from: '2.x', … }], '1.4.0', '3.0.0') // both
 */
export function rungsOf(steps: readonly UpgradeStep[], installed: string, target: string): Rung[] {
  const climbed: Rung[] = [];
  let reached = installed;
  for (const [index, step] of steps.entries()) {
    const range = parseRange(step.from);
    if (range === null) continue;
    const lowest = lowestOf(step.from);
    const follows =
      climbed.length > 0 &&
      lowest !== null &&
      valid(target) !== null &&
      valid(reached) !== null &&
      gt(lowest, reached) &&
      lt(lowest, target);
    if (!satisfies(range, reached) && !follows) continue;
    if (follows) reached = lowest;
    climbed.push({ ...step, index });
  }
  return climbed;
}

/** The SQL files that the ladder names: the ledger of migrations does not run them, on a fresh install neither. */
export const ladderFiles = (steps: readonly UpgradeStep[]): ReadonlySet<string> =>
  new Set(steps.flatMap(({ type, function: file }) => (type === 'sql' ? [file] : [])));
