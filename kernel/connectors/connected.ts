/** Which organizations are connected to what, in memory: conditions of actions and widgets ask at every request, and so does a way out. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';
import { type Port, port } from '../port';
import { type ConnectorHosts, credentialHost } from '../security/connector-host';
import type { SecretBox } from '../settings/secret-box';
import { parseJson } from '../values/json';

export interface Connected extends ConnectorHosts {
  has(organizationId: string, connector: string): boolean;
  /** With the credentials in clear, of which nothing but the hosts is held; null once nothing is connected. */
  set(organizationId: string, connector: string, credentials: Readonly<Record<string, string>> | null): void;
}

export const CONNECTED: Port<Connected> = port('what is connected');

/** Where the credentials of a connection are sealed for. */
export const connectionPlace = (organizationId: string, key: string): string => `connection/${organizationId}/${key}`;

const hostsIn = (credentials: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(credentials).flatMap(([name, value]) => {
      const host = credentialHost(value);
      return host === null ? [] : [[name, host] as const];
    }),
  );

/** What is connected in a database; credentials that do not open under this host's key connect nothing. */
export async function loadConnected(database: Database, box: SecretBox): Promise<Connected> {
  const places = new Map<string, ReadonlyMap<string, string>>();
  const { rows } = await database.asOwner((session) =>
    session.run<{ organization_id: string; connector: string; sealed: string }>(
      compile(sql`select organization_id, connector, sealed from metacore.connections`),
    ),
  );
  await Promise.all(
    rows.map(async ({ organization_id: organizationId, connector, sealed }) => {
      const place = connectionPlace(organizationId, connector);
      const text = await box.open(sealed, place);
      if (text !== null) places.set(place, hostsIn(parseJson(text) as Record<string, string>));
    }),
  );
  return {
    has: (organizationId, connector) => places.has(connectionPlace(organizationId, connector)),
    host: (organizationId, connector, credential) => places.get(connectionPlace(organizationId, connector))?.get(credential) ?? null,
    set(organizationId, connector, credentials) {
      const place = connectionPlace(organizationId, connector);
      if (credentials === null) places.delete(place);
      else places.set(place, hostsIn(credentials));
    },
  };
}
