/** The ways out of an addon: each asks for a capability that covers the host it leads to (docs/architecture/08, CAP-HTTP). */
import { fetchGrants, hostOf, isBlockedHost, isReachable } from '../contract/capability-target';
import { KernelError } from '../errors';
import { RequestFailure } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import type { Recorder } from '../trace/trace';
import { CONNECTOR_HOSTS, connectorHostGrant } from './connector-host';
import { enforcementOf, noteDecision } from './ledger';

const MAX_TOLD_CHARS = 255;

/**
 * Where a capability that covers a host is declared: by its name, or because a connection of the organization leads there. Null without one,
 * and for hosts that are refused whatever is declared.
 */
export function fetchGrant(
  { ports }: Pick<Services, 'ports'>,
  addon: Pick<InstalledAddon, 'manifest' | 'organizationId'>,
  host: string,
): string | null {
  const named = fetchGrants(addon.manifest.capabilities)(host);
  const index = named >= 0 || isBlockedHost(host) ? named : connectorHostGrant(addon, host, () => ports.of(CONNECTOR_HOSTS));
  return index < 0 ? null : `/capabilities/${String(index)}`;
}

export const CAPABILITY_MISSING = 'capability_missing';

/** What goes out, and whose it is. */
interface Caller {
  kind: string;
  name: string;
}

const WHAT_GOES: Readonly<Record<string, string>> = {
  webhook: 'its webhook goes',
  tool: 'its tool goes',
  connector: 'its connector goes',
  guest: 'its module asks',
};
/** Callers of which today's Go kernel asks for the capability. */
const ASKED_BY_HOSTS: ReadonlySet<string> = new Set(['guest']);

/**
 * Refuses a request to a host that no capability of its addon covers; in shadow it is reported and goes out. Answers the rule that let
 * it through: the manifest's line, `shadow`, or `no host` for an address that stays with whoever sends it.
 * @throws RequestFailure 403 `capability_missing`
 */
export function askWayOut(
  services: Pick<Services, 'enforcement' | 'reportError' | 'ports'>,
  trace: Recorder | null,
  addon: InstalledAddon,
  url: string,
  caller: Caller,
  redact: (text: string) => string = (text) => text,
): string {
  const host = hostOf(url);
  if (host === null) return 'no host';
  const pointer = fetchGrant(services, addon, host);
  // A setting may be the host, and a secret.
  const target = redact(host === '' ? url.slice(0, MAX_TOLD_CHARS) : host);
  const askedByHosts = ASKED_BY_HOSTS.has(caller.kind);
  const covered = pointer !== null;
  trace?.decide({
    kind: 'capability',
    capability: 'http:fetch',
    target,
    allowed: covered,
    place: pointer === null ? null : { addon: addon.key, pointer },
    ...(!askedByHosts && { askedByHosts }),
  });
  noteDecision(services, addon, {
    caller: `${caller.kind} ${caller.name}`,
    capability: 'http:fetch',
    target,
    pointer,
    couldBeCovered: host !== '' && target === host && isReachable(host),
    askedByHosts,
  });
  if (pointer !== null) return `${addon.key}#${pointer}`;
  const remark = askedByHosts ? '' : " (today's Go kernel asks for none)";
  const message = `"${addon.key}" declares no capability http:fetch for "${target}", where ${WHAT_GOES[caller.kind] ?? 'it goes'}${remark}`;
  if (enforcementOf(services, addon) === 'enforce')
    throw new RequestFailure(403, message, { code: CAPABILITY_MISSING, capability: 'http:fetch', target });
  services.reportError(new KernelError(CAPABILITY_MISSING, message));
  return 'shadow';
}
