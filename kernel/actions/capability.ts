/** Handlers of type `capability`: another addon's function, called by the contract it says to keep (ACTION-CAPABILITY). */
import type { Row } from '../dynamic/row';
import type { Operation } from '../operation/operation';
import type { InstalledAddon } from '../installed/registry';

export interface Provider {
  addon: InstalledAddon;
  function: string;
}

/** The first installed addon, by key, that provides a contract with code of its own. */
export function providerOf(operation: Operation, contract: string): Provider | null {
  for (const addon of operation.registry.addons(operation.principal.organizationId)) {
    const provided = addon.manifest.provides_capabilities?.find(({ key }) => key === contract);
    if (provided?.handler.type === 'wasm' && provided.handler.function !== undefined) return { addon, function: provided.handler.function };
  }
  return null;
}

/** The values a contract is called with: `record.<column>`, `payload.<field>` or `const:<text>`. */
export function contractInput(
  input: Readonly<Record<string, string>> | undefined,
  record: Row | null,
  payload: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const valueOf = (source: string): unknown => {
    if (source.startsWith('const:')) return source.slice('const:'.length);
    const [from, name = ''] = source.split('.', 2);
    const values = from === 'record' ? (record ?? {}) : payload;
    return Object.hasOwn(values, name) ? values[name] : null;
  };
  return Object.fromEntries(Object.entries(input ?? {}).map(([name, source]) => [name, valueOf(source)]));
}
