/**
 * The host that a credential of a connection holds: `http:fetch connector:<connector>.<credential>` lets an addon reach that one host and
 * no other, together with `connector:read` (docs/architecture/11, CAP-CONNECTOR-HOST).
 */
import { connectorTarget, hostOf } from '../contract/capability-target';
import type { InstalledAddon } from '../installed/registry';
import { type Port, port } from '../port';

/** Where the connections of organizations lead; in memory, because a way out is asked for inside of transactions too. */
export interface ConnectorHosts {
  /** The host of a credential, with its port where that is not the usual one; null where the organization has none. */
  host(organizationId: string, connector: string, credential: string): string | null;
}

export const CONNECTOR_HOSTS: Port<ConnectorHosts> = port('where connections lead');

/** Longest credential in which a host is looked for, in characters. */
const MAX_ADDRESS_CHARS = 2048;

/**
 * The host in a credential: of an address, or as it is written; null for what is neither.
 * @example credentialHost('https://Shop.Example.com/admin') // 'shop.example.com'
 * @example credentialHost('shop.example.com:8443') // 'shop.example.com:8443'
 */
export function credentialHost(text: string): string | null {
  const value = text.trim();
  if (value === '' || value.length > MAX_ADDRESS_CHARS) return null;
  const isBare = !/^[a-z][a-z\d+.-]*:\/\//i.test(value);
  if (isBare && !/^[\w.-]+(?::\d{1,5})?$/.test(value)) return null;
  const host = hostOf(isBare ? `https://${value}` : value);
  return host === '' ? null : host;
}

const READS: ReadonlySet<string> = new Set(['connector:read', 'secrets:read']);

/** Whether a target names a connector: itself, or by a prefix or an end; never all of them. */
const covers = (target: string, key: string): boolean => {
  if (target === '' || target === '*') return false;
  if (target.endsWith('.*')) return key === target.slice(0, -2) || key.startsWith(target.slice(0, -1));
  return target.startsWith('*.') ? key === target.slice(2) || key.endsWith(target.slice(1)) : target === key;
};

/** Where the capability for a connector is declared; null without one. Declaring the connector itself is not enough. */
export function connectorGrant({ manifest }: Pick<InstalledAddon, 'manifest'>, key: string): string | null {
  const index = (manifest.capabilities ?? []).findIndex(({ kind, target }) => READS.has(kind) && covers(target, key));
  return index < 0 ? null : `/capabilities/${String(index)}`;
}

/** The first capability that covers a host because a connection of the organization leads there; -1 without one. */
export function connectorHostGrant(
  addon: Pick<InstalledAddon, 'manifest' | 'organizationId'>,
  host: string,
  hosts: () => ConnectorHosts,
): number {
  return (addon.manifest.capabilities ?? []).findIndex(({ kind, target }) => {
    const named = kind === 'http:fetch' ? connectorTarget(target) : null;
    if (named === null || connectorGrant(addon, named.connector) === null) return false;
    return hosts().host(addon.organizationId, named.connector, named.credential) === host;
  });
}
