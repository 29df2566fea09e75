/** Events that left, their deliveries and what was counted, for whoever looks at them. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';

/** Rows shown at once, the newest first. */
const MAX_SHOWN = 200;
/** Events and finished deliveries that are kept. */
const MAX_KEPT = 2000;

export interface ListedEvent {
  occurrenceId: string;
  name: string;
  publisher: string;
  /** Without its rows where it is longer than 64 KiB. */
  payload: unknown;
  correlationId: string | null;
  depth: number;
  deliveries: number;
  at: string;
}

export interface ListedDelivery {
  deliveryId: string;
  event: string;
  addonKey: string;
  pattern: string;
  handlerType: string;
  export: string;
  payload: unknown;
  status: 'pending' | 'delivered' | 'dead';
  attempts: number;
  lastError: string | null;
  createdAt: string;
  updatedAt: string;
  deliveredAt: string | null;
}

export interface MeterReading {
  addonKey: string;
  event: string;
  unit: string;
  count: number;
}

export async function listEvents(database: Database, organizationId: string): Promise<ListedEvent[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<ListedEvent>(
      compile(sql`select occurrence_id as "occurrenceId", name, publisher, payload, correlation_id as "correlationId", depth, deliveries, at
        from metacore.events where organization_id = ${organizationId} order by seq desc limit ${MAX_SHOWN}`),
    ),
  );
  return rows;
}

export async function listDeliveries(database: Database, organizationId: string): Promise<ListedDelivery[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<ListedDelivery>(
      compile(sql`select delivery_id as "deliveryId", event, addon_key as "addonKey", pattern, handler_type as "handlerType", export, payload,
          status, attempts, last_error as "lastError", created_at as "createdAt", updated_at as "updatedAt", delivered_at as "deliveredAt"
        from metacore.event_deliveries where organization_id = ${organizationId} order by seq desc limit ${MAX_SHOWN}`),
    ),
  );
  return rows;
}

export async function readMeters(database: Database, organizationId: string): Promise<MeterReading[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<MeterReading>(
      compile(
        sql`select addon_key as "addonKey", event, unit, count from metacore.meters where organization_id = ${organizationId} order by 1, 2, 3`,
      ),
    ),
  );
  return rows;
}

/** Puts a delivery back to the beginning; false when the organization has none of that id. */
export async function replayDelivery(database: Database, organizationId: string, deliveryId: string, now: number): Promise<boolean> {
  const at = new Date(now).toISOString();
  const { affected } = await database.asOwner((session) =>
    session.run(
      compile(sql`update metacore.event_deliveries set status = 'pending', attempts = 0, last_error = null, delivered_at = null,
        created_at = ${at}::timestamptz, updated_at = ${at}::timestamptz, due_at = ${at}::timestamptz
        where organization_id = ${organizationId} and delivery_id = ${deliveryId}`),
    ),
  );
  return affected > 0;
}

/** Forgets the oldest; what waits to be delivered stays. */
export async function pruneEvents(database: Database): Promise<void> {
  await database.asOwner(async (session) => {
    for (const [table, condition] of [
      ['events', sql``],
      ['event_deliveries', sql` and status <> 'pending'`],
    ] as const) {
      const id = sql.id('metacore', table);
      await session.run(compile(sql`delete from ${id} where seq <= (select max(seq) from ${id}) - ${MAX_KEPT}${condition}`));
    }
  });
}
