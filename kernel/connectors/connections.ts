/** How an organization is connected to services: the form a manifest declares, and its credentials, which only the addon's code reads. */
import type { Connector } from '../../schemas';
import { compile, sql } from '../database/sql';
import { invalidFields, notFound } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { type Operation, rowsAsCaller, transact } from '../operation/operation';
import { connectorGrant } from '../security/connector-host';
import { isBlank, isSecret, SECRET_MASK, settingFaults } from '../settings/check';
import { SECRET_BOX } from '../settings/secret-box';
import { parseJson, writeJson } from '../values/json';
import { CONNECTED, connectionPlace } from './connected';

export interface DeclaredConnector {
  addon: InstalledAddon;
  connector: Connector;
}

const packed = ({ connector_pack: pack }: InstalledAddon['manifest']): Connector[] =>
  (pack?.providers ?? []).map(({ key, label, credentials }) => ({
    key,
    ...(label !== undefined && { label }),
    auth: 'token',
    credentials,
  }));

/** Connectors of installed addons and the providers of packs; of two with the same key the first addon's. A pack grants nothing. */
export function declaredConnectors({ registry, principal }: Operation): DeclaredConnector[] {
  const found = new Map<string, DeclaredConnector>();
  for (const addon of registry.addons(principal.organizationId))
    for (const connector of [...(addon.manifest.connectors ?? []), ...packed(addon.manifest)])
      if (!found.has(connector.key)) found.set(connector.key, { addon, connector });
  return [...found.values()];
}

/** @throws RequestFailure 404 */
export function connectorNamed(operation: Operation, key: string): DeclaredConnector {
  const found = declaredConnectors(operation).find(({ connector }) => connector.key === key);
  if (!found) throw notFound(`no installed addon declares the connector "${key.slice(0, 64)}"`);
  return found;
}

interface Row {
  connector: string;
  sealed: string;
}

/** Credentials of a connection in clear; null without one, and for one that does not open under this host's key. */
export async function credentialsOf(operation: Operation, key: string): Promise<Record<string, string> | null> {
  const { organizationId } = operation.principal;
  const [row] = await rowsAsCaller<Row>(
    operation,
    compile(sql`select connector, sealed from metacore.connections where organization_id = ${organizationId} and connector = ${key}`),
  );
  const text = row ? await operation.services.ports.of(SECRET_BOX).open(row.sealed, connectionPlace(organizationId, key)) : null;
  return text === null ? null : (parseJson(text) as Record<string, string>);
}

/**
 * The secrets of every connection that an addon's code may read, in clear, for whoever has to keep them out of what is shown. What no form
 * names counts as one: tokens, and what another version called something else.
 */
export async function credentialSecrets(operation: Operation, addon: InstalledAddon): Promise<string[]> {
  const readable = declaredConnectors(operation).filter(({ connector }) => connectorGrant(addon, connector.key) !== null);
  const found = await Promise.all(
    readable.map(async ({ connector: { key, credentials = [] } }) => {
      const open = new Set(credentials.filter((one) => !isSecret(one)).map((one) => one.key));
      return Object.entries((await credentialsOf(operation, key)) ?? {}).flatMap(([name, value]) => (open.has(name) ? [] : [value]));
    }),
  );
  return found.flat();
}

export interface ShownConnector {
  key: string;
  label: string;
  auth: string;
  addon_key: string;
  scopes: readonly string[];
  /** The form, as the manifest declares it. */
  credentials: NonNullable<Connector['credentials']>;
  form_layout?: Connector['form_layout'];
  has_test: boolean;
  connected: boolean;
  /** What is filled in: secrets as a mask. */
  values: Record<string, string>;
}

/** A connector as a person may see it. */
export async function shownConnector(operation: Operation, { addon, connector }: DeclaredConnector): Promise<ShownConnector> {
  const { key, label = key, auth = 'token', scopes = [], credentials = [], form_layout, test_export } = connector;
  const values = await credentialsOf(operation, key);
  // What the form does not name may have been a secret of another version.
  const open = new Set(credentials.filter((one) => !isSecret(one)).map((one) => one.key));
  const shown = Object.entries(values ?? {}).map(([name, value]) => [name, open.has(name) ? value : SECRET_MASK] as const);
  return {
    ...{ key, label, auth, scopes, credentials, addon_key: addon.key },
    ...(form_layout !== undefined && { form_layout }),
    has_test: test_export !== undefined && test_export !== '',
    connected: values !== null,
    values: Object.fromEntries(shown),
  };
}

/**
 * Connects an organization, or changes some of its credentials; a mask keeps what was there.
 * @throws RequestFailure 422 at each credential that does not fit, or is required and missing
 */
export async function connect(
  operation: Operation,
  { connector }: DeclaredConnector,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { key, credentials = [] } = connector;
  const before = (await credentialsOf(operation, key)) ?? {};
  // A mask says what was there before, and nothing where there was nothing.
  const said = Object.entries(given).filter(([, value]) => value !== SECRET_MASK);
  const next: Record<string, unknown> = { ...before, ...Object.fromEntries(said) };
  const faults = settingFaults(credentials, given, false);
  for (const { key: name, required } of credentials)
    if (required === true && isBlank(next[name]) && !Object.hasOwn(faults, name)) faults[name] = [{ code: 'required' }];
  if (Object.keys(faults).length > 0) throw invalidFields(faults);
  const texts = Object.entries(next).flatMap(([name, value]) =>
    isBlank(value) ? [] : [[name, typeof value === 'string' ? value : writeJson(value)] as const],
  );
  await seal(operation, key, Object.fromEntries(texts));
}

/** Keeps what a provider handed out, beside what the form holds. */
export async function keepCredentials(
  operation: Operation,
  { connector }: DeclaredConnector,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  await seal(operation, connector.key, { ...(await credentialsOf(operation, connector.key)), ...more });
}

async function seal(operation: Operation, key: string, values: Readonly<Record<string, string>>): Promise<void> {
  const { organizationId } = operation.principal;
  const sealed = await operation.services.ports.of(SECRET_BOX).seal(writeJson(values), connectionPlace(organizationId, key));
  const at = new Date(operation.services.clock.now()).toISOString();
  await transact(operation, (session) =>
    session.run(
      compile(sql`insert into metacore.connections (organization_id, connector, sealed, connected_at)
        values (${organizationId}, ${key}, ${sealed}, ${at}::timestamptz)
        on conflict (organization_id, connector) do update set sealed = excluded.sealed, connected_at = excluded.connected_at`),
    ),
  );
  operation.services.ports.of(CONNECTED).set(organizationId, key, values);
}

export async function disconnect(operation: Operation, { connector }: DeclaredConnector): Promise<void> {
  const { organizationId } = operation.principal;
  await transact(operation, (session) =>
    session.run(compile(sql`delete from metacore.connections where organization_id = ${organizationId} and connector = ${connector.key}`)),
  );
  operation.services.ports.of(CONNECTED).set(organizationId, connector.key, null);
}
