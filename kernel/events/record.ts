/**
 * Events on their way out: written in the transaction of what they tell of, together with a ledger row for every
 * subscription they go to and the meters they move (docs/architecture/08, EVENT-OUTBOX). Nothing that was rolled back is
 * ever heard of, and nothing that was committed is lost with the process.
 */
import { sha256Hex } from '../bundle/digest';
import type { Clock } from '../clock';
import type { Session } from '../database/port';
import { compileTemplate } from '../database/statement-template';
import { compile, join, sql, type Fragment } from '../database/sql';
import type { Registry } from '../installed/registry';
import type { Recorder } from '../trace/trace';
import type { Published } from './bus';
import { notify } from '../notifications/record';
import type { NotificationEvent } from '../operation/realtime-message';
import { metersOf, type Subscription, subscriptionsTo } from './subscriptions';
import { writeJson } from '../values/json';

/** Hops from event to event after which nobody is told any more: a loop, or as good as one. */
export const MAX_DEPTH = 16;
/** Characters of a payload that the list of events keeps whole. */
const MAX_LISTED_CHARS = 64 * 1024;

/** An event that is about to leave. */
export interface Outgoing extends Published {
  /** uuid of the person, or of the system. */
  actorId: string;
  branchId: string | null;
  correlationId: string | null;
  depth: number;
}

/** An event that was written, and how many deliveries wait because of it. */
export interface Recorded {
  event: Outgoing;
  deliveries: number;
  /** What screens are told of it. */
  told: readonly NotificationEvent[];
}

/** Tells a trace of events that left. */
export function tellTrace(trace: Recorder | null, recorded: readonly Recorded[]): void {
  if (!trace) return;
  for (const { event, deliveries } of recorded)
    trace.decide({ kind: 'event', name: event.name, occurrenceId: event.occurrenceId, deliveries });
}

export interface RecordPorts {
  registry: Registry;
  clock: Clock;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a subscriber is sent: an object learns the event's name where it has no `event` of its own. */
export const deliveredPayload = ({ name, payload }: Published): unknown =>
  isObject(payload) && !Object.hasOwn(payload, 'event') ? { ...payload, event: name } : payload;

/** The same event, subscription and occurrence give the same id, so that a ledger row is written once. */
async function deliveryId(event: Outgoing, { addon, pattern, handler, target }: Subscription): Promise<string> {
  const parts = [event.name, event.occurrenceId, addon.key, pattern, handler.type, target];
  return sha256Hex(new TextEncoder().encode(parts.join('\u0000')));
}

/** The JSON of a payload as the list of events keeps it. */
function listedPayload(payload: unknown): string {
  const text = writeJson(payload ?? null);
  return text.length <= MAX_LISTED_CHARS ? text : writeJson({ ...(isObject(payload) && { id: payload.id }), truncated: true });
}

async function deliveriesOf(ports: RecordPorts, event: Outgoing, at: string): Promise<Record<string, unknown>[]> {
  const { organizationId, name } = event;
  const payload = deliveredPayload(event);
  const looping = event.depth > MAX_DEPTH;
  const rows: Record<string, unknown>[] = [];
  for (const subscription of subscriptionsTo(ports.registry, organizationId, name, payload)) {
    rows.push({
      delivery_id: await deliveryId(event, subscription),
      organization_id: organizationId,
      event: name,
      addon_key: subscription.addon.key,
      pattern: subscription.pattern,
      handler_type: subscription.handler.type,
      export: subscription.target,
      payload,
      context: { actorId: event.actorId, branchId: event.branchId, correlationId: event.correlationId, depth: event.depth },
      status: looping ? 'dead' : 'pending',
      last_error: looping ? `loop_guard: the event is ${event.depth} hops away from whoever began` : null,
      at,
    });
  }
  return rows;
}

const EVENT_COLUMNS = sql.raw(
  'occurrence_id, organization_id, name, publisher, payload, actor_id, branch_id, correlation_id, depth, deliveries, at',
);
const EVENT_TYPES = sql.raw(
  'occurrence_id uuid, organization_id uuid, name text, publisher text, payload json, actor_id uuid, branch_id uuid, correlation_id text, depth integer, deliveries integer, at timestamptz',
);

/** `rows` is the JSON of a list of events, or what stands for it. */
const insertEvents = (rows: unknown): Fragment =>
  sql`insert into metacore.events (${EVENT_COLUMNS}) select ${EVENT_COLUMNS} from json_to_recordset(${rows}::json) as r(${EVENT_TYPES})`;

/** Most events go to nobody: their statement is always the same. */
const INSERT_EVENTS = compileTemplate((slot) => insertEvents(slot(0)));

const insertDeliveries = (rows: unknown): Fragment =>
  sql`insert into metacore.event_deliveries (delivery_id, organization_id, event, addon_key, pattern, handler_type, export, payload, context, status, last_error, created_at, updated_at, due_at)
    select delivery_id, organization_id, event, addon_key, pattern, handler_type, export, payload, context, status, last_error, at, at, at
    from json_to_recordset(${writeJson(rows)}::json) as r(delivery_id text, organization_id uuid, event text, addon_key text, pattern text, handler_type text, export text, payload json, context json, status text, last_error text, at timestamptz)
    on conflict (delivery_id) do nothing`;

const raiseMeters = (rows: unknown): Fragment =>
  sql`insert into metacore.meters as m (organization_id, addon_key, event, unit, count)
    select organization_id, addon_key, event, unit, count(*) from json_to_recordset(${JSON.stringify(rows)}::json) as r(organization_id uuid, addon_key text, event text, unit text)
    group by 1, 2, 3, 4
    on conflict (organization_id, addon_key, event, unit) do update set count = m.count + excluded.count`;

/** Writes events within a transaction, in one statement. */
export async function recordEvents(ports: RecordPorts, session: Session, events: readonly Outgoing[]): Promise<Recorded[]> {
  if (events.length === 0) return [];
  const at = new Date(ports.clock.now()).toISOString();
  const recorded: Recorded[] = [];
  const deliveries: Record<string, unknown>[] = [];
  const meters: Record<string, unknown>[] = [];
  for (const event of events) {
    const own = await deliveriesOf(ports, event, at);
    deliveries.push(...own);
    recorded.push({ event, deliveries: own.filter(({ status }) => status === 'pending').length, told: [] });
    for (const { addonKey, event: name, unit } of metersOf(ports.registry, event.organizationId, event.name))
      meters.push({ organization_id: event.organizationId, addon_key: addonKey, event: name, unit });
  }
  const rows = recorded.map(({ event, deliveries: count }) => {
    const told = JSON.stringify({
      occurrence_id: event.occurrenceId,
      organization_id: event.organizationId,
      name: event.name,
      publisher: event.publisher,
      actor_id: event.actorId,
      branch_id: event.branchId,
      correlation_id: event.correlationId,
      depth: event.depth,
      deliveries: count,
      at,
    });
    // The payload is written out once: to be measured, and as it is.
    return `${told.slice(0, -1)},"payload":${listedPayload(event.payload)}}`;
  });
  const list = `[${rows.join()}]`;
  const before: Fragment[] = [];
  if (deliveries.length > 0) before.push(sql`d as (${insertDeliveries(deliveries)})`);
  if (meters.length > 0) before.push(sql`m as (${raiseMeters(meters)})`);
  if (before.length === 0) await session.run(INSERT_EVENTS([list]));
  else await session.run(compile(sql`with ${join(before)} ${insertEvents(list)}`));
  // Nobody is told of what goes round in a loop.
  const heard = events.filter(({ depth }) => depth <= MAX_DEPTH);
  const told = await notify(ports.registry, session, heard, at);
  const [first, ...others] = recorded;
  return told.length === 0 || !first ? recorded : [{ ...first, told }, ...others];
}
