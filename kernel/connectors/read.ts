/** `connector_get`: an addon's code asks for the credentials of a connection (wasm-abi.md §4.2). */
import type { Operation } from '../operation/operation';
import type { InstalledAddon } from '../installed/registry';
import { connectorGrant } from '../security/connector-host';
import { noteDecision } from '../security/ledger';
import { credentialsOf } from './connections';

export type ConnectorAnswer =
  | { success: true; data: Record<string, string> }
  | { success: false; error: { code: 'bad_request' | 'forbidden' | 'no_active_org' | 'not_found'; message: string } };

/** The bare credentials of a connection. Asked for in shadow as well: hosts do not let this one through either. */
export async function readConnector(operation: Operation, addon: InstalledAddon | null, key: string): Promise<ConnectorAnswer> {
  const refuse = (code: 'bad_request' | 'forbidden' | 'no_active_org' | 'not_found', message: string): ConnectorAnswer => ({
    success: false,
    error: { code, message },
  });
  if (key.trim() === '') return refuse('bad_request', 'a connector has a key');
  if (addon === null) return refuse('no_active_org', 'the addon is not installed for the organization');
  const pointer = connectorGrant(addon, key);
  operation.trace?.decide({
    kind: 'capability',
    capability: 'connector:read',
    target: key,
    allowed: pointer !== null,
    place: pointer === null ? null : { addon: addon.key, pointer },
  });
  // The mode has no part in it.
  noteDecision(operation.services, addon, { caller: `connector ${key}`, capability: 'connector:read', target: key, pointer, hard: true });
  if (pointer === null) {
    const isOwn = (addon.manifest.connectors ?? []).some((one) => one.key === key);
    const remark = isOwn ? ' (declaring the connector alone is not enough)' : '';
    return refuse('forbidden', `addon "${addon.key}" lacks connector:read "${key}"${remark}`);
  }
  const credentials = await credentialsOf(operation, key);
  return credentials === null ? refuse('not_found', `the organization is not connected to "${key}"`) : { success: true, data: credentials };
}
