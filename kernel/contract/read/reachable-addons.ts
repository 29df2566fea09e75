/** Checks that the public documentation promises and today's hosts do not make: warnings that say so, and one error. */
import type { RuleContext } from './context';

/** Addons whose parts may be used: the own one, the platform, and those required. */
export function reachable({ manifest }: RuleContext): Set<string> {
  const required = manifest.compatibility.requires.flatMap(({ key }) => (key === 'kernel' ? [] : [key]));
  return new Set([manifest.metadata.key, 'core', 'kernel', ...required]);
}
