/** The ways out of an addon: each asks for a capability that covers the host it leads to (docs/architecture/08, CAP-HTTP). */
import { coversHost, isBlockedHost, targetFault } from '../contract/capability-target';
import { KernelError } from '../errors';
import { RequestFailure } from '../failure';
import type { InstalledAddon } from '../installer/registry';
import type { Services } from '../services';
import type { Recorder } from '../trace/trace';

/** Two bases that no address leads to: one that is relative ends up at both. */
const BASES = ['https://a.invalid', 'https://b.invalid'] as const;
const MAX_TOLD_CHARS = 255;

/**
 * The host an address leads to, with its port where that is not the usual one. Null for an address without one, which stays with
 * whoever sends it; empty where it cannot be told, and is covered by nothing.
 * @example hostOf('//Bank.Example/pay') // 'bank.example'
 * @example hostOf('/hooks/paid') // null
 * @example hostOf('https://{{settings.host}}/x') // ''
 */
export function hostOf(url: string): string | null {
  // What is filled in later may be any host.
  if (/^[^/?#]*\{\{|^[^/?#]*[/\\]{2}[^/?#\\]*\{\{/.test(url.trim())) return '';
  try {
    const [one, other] = [new URL(url, BASES[0]), new URL(url, BASES[1])];
    if (one.host !== other.host) return null;
    if (one.protocol !== 'https:' && one.protocol !== 'http:') return '';
    return /[{}]|%7b/i.test(one.host) ? '' : one.host;
  } catch {
    return '';
  }
}

/** Where a capability that covers a host is declared; null without one, and for hosts that are refused whatever is declared. */
export function fetchGrant({ manifest }: Pick<InstalledAddon, 'manifest'>, host: string): string | null {
  if (isBlockedHost(host)) return null;
  const index = (manifest.capabilities ?? []).findIndex(
    ({ kind, target }) => kind === 'http:fetch' && targetFault(kind, target) === null && coversHost(target, host),
  );
  return index < 0 ? null : `/capabilities/${String(index)}`;
}

export const CAPABILITY_MISSING = 'capability_missing';

/**
 * Refuses a webhook to a host that no capability of its addon covers; in shadow it is reported and goes out.
 * @throws RequestFailure 403 `capability_missing`
 */
export function refuseUncovered(
  { enforcement, reportError }: Pick<Services, 'enforcement' | 'reportError'>,
  trace: Recorder | null,
  addon: InstalledAddon,
  url: string,
): void {
  const host = hostOf(url);
  if (host === null) return;
  const pointer = fetchGrant(addon, host);
  const target = host === '' ? url.slice(0, MAX_TOLD_CHARS) : host;
  trace?.decide({
    kind: 'capability',
    capability: 'http:fetch',
    target,
    allowed: pointer !== null,
    place: pointer === null ? null : { addon: addon.key, pointer },
    askedByHosts: false,
  });
  if (pointer !== null) return;
  const message = `"${addon.key}" declares no capability http:fetch for "${target}", where its webhook goes (today's Go kernel asks for none)`;
  if (enforcement === 'enforce') throw new RequestFailure(403, message, { code: CAPABILITY_MISSING, capability: 'http:fetch', target });
  reportError(new KernelError(CAPABILITY_MISSING, message));
}
