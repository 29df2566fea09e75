/** What a capability may name. Used for both contracts. */

/** Why a target is refused at install, or will never match at run time; `null` when it is fine. */
export type TargetFault =
  | {
      install: 'kind' | 'empty' | 'any-host' | 'any-table' | 'connector-form' | 'connector-credential';
    }
  | {
      never: 'no-dot' | 'inner-star' | 'scheme' | 'blocked';
    }
  | null;

const CONNECTOR_TARGET = /^connector:([a-z][a-z0-9_-]*)\.([A-Za-z_][\w-]*)$/;

/** The connector and the credential that a target of `http:fetch` leaves its host to; null for any other target. */
export function connectorTarget(target: string): { connector: string; credential: string } | null {
  const [, connector, credential] = CONNECTOR_TARGET.exec(target) ?? [];
  return connector === undefined || credential === undefined ? null : { connector, credential };
}

/** Hosts that are refused at run time whatever is declared: this machine, private networks, cloud metadata. */
const BLOCKED_HOST =
  /^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0|169\.254\.169\.254|metadata|metadata\.google\.internal|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*)(?::\d+)?$/;

/** Judges the target of a capability by its kind (rules CAP-*). */
export function targetFault(kind: string, target: string): TargetFault {
  if (!kind.includes(':')) return { install: 'kind' };
  if (target === '') return { install: 'empty' };
  if (kind === 'db:read' || kind === 'db:write') return target === '*' ? { install: 'any-table' } : null;
  if (kind !== 'http:fetch') return null;
  if (target.startsWith('connector:')) return connectorTarget(target) === null ? { install: 'connector-form' } : null;
  if (target === '*' || target === '*.*' || /^\*\.[^.]*$/.test(target)) return { install: 'any-host' };
  if (target.includes('://') || target.includes('/')) return { never: 'scheme' };
  if (BLOCKED_HOST.test(target)) return { never: 'blocked' };
  if (target.slice(1).includes('*') || (target.startsWith('*') && !target.startsWith('*.'))) return { never: 'inner-star' };
  return target.includes('.') ? null : { never: 'no-dot' };
}

/** Whether a host is refused at run time, whatever is declared. */
export const isBlockedHost = (host: string): boolean => BLOCKED_HOST.test(host);

/** Two bases that no address leads to: one that is relative ends up at both. */
const BASES = ['https://a.invalid', 'https://b.invalid'] as const;

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

/** Whether a capability could cover a host at all. */
export const isReachable = (host: string): boolean => targetFault('http:fetch', host) === null && !host.includes('*');

/**
 * Looks up which capability lets an addon call a host: the first that covers it, by index; -1 without one, and for hosts that are
 * refused whatever is declared.
 */
export function fetchGrants(capabilities: readonly { kind: string; target: string }[] = []): (host: string) => number {
  const first = new Map<string, number>();
  capabilities.forEach(({ kind, target }, index) => {
    const name = target.toLowerCase();
    if (kind === 'http:fetch' && targetFault(kind, target) === null && !first.has(name)) first.set(name, index);
  });
  return (host) => {
    if (isBlockedHost(host)) return -1;
    const covering = targetsOf(host).flatMap((target) => first.get(target) ?? []);
    return covering.length === 0 ? -1 : Math.min(...covering);
  };
}

/** Every target that covers a host, with its port where it has one: itself, and `*.domain` of itself and of each domain above it. */
function targetsOf(host: string): string[] {
  const labels = host.split('.');
  // A star before a single label covers nothing.
  return [host, ...labels.slice(0, -1).map((_, at) => `*.${labels.slice(at).join('.')}`)];
}

/** Whether the target of an event capability covers a name: exactly, by `prefix.*`, or all of them. */
export function coversEvent(target: string, event: string): boolean {
  if (target === '*' || target === event) return true;
  return target.endsWith('.*') && (event === target.slice(0, -2) || event.startsWith(target.slice(0, -1)));
}

/** As `coversEvent` for any of the targets, at the cost of the name's length, however many there are. */
export function eventCover(targets: readonly string[]): (event: string) => boolean {
  const named = new Set(targets);
  return (event) => {
    if (named.has('*') || named.has(event) || named.has(`${event}.*`)) return true;
    for (let dot = event.indexOf('.'); dot >= 0; dot = event.indexOf('.', dot + 1)) if (named.has(`${event.slice(0, dot)}.*`)) return true;
    return false;
  };
}
