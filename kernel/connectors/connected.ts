/** Which organizations are connected to what, in memory: conditions of actions and widgets ask at every request. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';
import { type Port, port } from '../port';
import type { SecretBox } from '../settings/secret-box';

export interface Connected {
  has(organizationId: string, connector: string): boolean;
  set(organizationId: string, connector: string, isConnected: boolean): void;
}

export const CONNECTED: Port<Connected> = port('what is connected');

/** Where the credentials of a connection are sealed for. */
export const connectionPlace = (organizationId: string, key: string): string => `connection/${organizationId}/${key}`;

/** What is connected in a database; credentials that do not open under this host's key connect nothing. */
export async function loadConnected(database: Database, box: SecretBox): Promise<Connected> {
  const { rows } = await database.asOwner((session) =>
    session.run<{ organization_id: string; connector: string; sealed: string }>(
      compile(sql`select organization_id, connector, sealed from metacore.connections`),
    ),
  );
  const found = await Promise.all(
    rows.map(async ({ organization_id: organizationId, connector, sealed }) => {
      const place = connectionPlace(organizationId, connector);
      return (await box.open(sealed, place)) === null ? null : place;
    }),
  );
  const places = new Set(found.filter((place) => place !== null));
  return {
    has: (organizationId, connector) => places.has(connectionPlace(organizationId, connector)),
    set(organizationId, connector, isConnected) {
      const place = connectionPlace(organizationId, connector);
      if (isConnected) places.add(place);
      else places.delete(place);
    },
  };
}
