/** The ways out of an addon: each asks for a capability that covers the host it leads to (docs/architecture/08, CAP-HTTP). */
import { fetchGrants, hostOf } from '../contract/capability-target';
import { KernelError } from '../errors';
import { RequestFailure } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import type { Recorder } from '../trace/trace';

const MAX_TOLD_CHARS = 255;

/** Where a capability that covers a host is declared; null without one, and for hosts that are refused whatever is declared. */
export function fetchGrant({ manifest }: Pick<InstalledAddon, 'manifest'>, host: string): string | null {
  const index = fetchGrants(manifest.capabilities)(host);
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
