/** What a capability may name. Used for both contracts. */

/** Why a target is refused at install, or will never match at run time; `null` when it is fine. */
export type TargetFault =
  { install: 'kind' | 'empty' | 'any-host' | 'any-table' } | { never: 'no-dot' | 'inner-star' | 'scheme' | 'blocked' } | null;

/** Hosts that are refused at run time whatever is declared: this machine, private networks, cloud metadata. */
const BLOCKED_HOST =
  /^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0|169\.254\.169\.254|metadata|metadata\.google\.internal|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*)(?::\d+)?$/;

/** Judges the target of a capability by its kind (rules CAP-*). */
export function targetFault(kind: string, target: string): TargetFault {
  if (!kind.includes(':')) return { install: 'kind' };
  if (target === '') return { install: 'empty' };
  if (kind === 'db:read' || kind === 'db:write') return target === '*' ? { install: 'any-table' } : null;
  if (kind !== 'http:fetch' || target.startsWith('connector:')) return null;
  if (target === '*' || target === '*.*' || /^\*\.[^.]*$/.test(target)) return { install: 'any-host' };
  if (target.includes('://') || target.includes('/')) return { never: 'scheme' };
  if (BLOCKED_HOST.test(target)) return { never: 'blocked' };
  if (target.slice(1).includes('*') || (target.startsWith('*') && !target.startsWith('*.'))) return { never: 'inner-star' };
  return target.includes('.') ? null : { never: 'no-dot' };
}

/** Whether a host is refused at run time, whatever is declared. */
export const isBlockedHost = (host: string): boolean => BLOCKED_HOST.test(host);

/**
 * Whether the target of `http:fetch` covers a host, with its port where it has one: exactly, or by `*.domain` with any depth below
 * it and the domain itself.
 */
export function coversHost(target: string, host: string): boolean {
  if (!target.startsWith('*.')) return target.toLowerCase() === host;
  const domain = target.slice(2).toLowerCase();
  return domain.includes('.') && (host === domain || host.endsWith(`.${domain}`));
}

/** Whether the target of an event capability covers a name: exactly, by `prefix.*`, or all of them. */
export function coversEvent(target: string, event: string): boolean {
  if (target === '*' || target === event) return true;
  return target.endsWith('.*') && (event === target.slice(0, -2) || event.startsWith(target.slice(0, -1)));
}
