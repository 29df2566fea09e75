/** `event_emit`: an addon tells of something of its own (docs/architecture/08, EVENT-EMIT). */
import type { Session } from '../database/port';
import type { Invocation } from '../operation/guest';
import type { InstalledAddon } from '../installed/registry';
import { outboxOf, withOutbox } from '../operation/outbox';
import type { Services } from '../operation/services';
import { enforcementOf, noteDecision } from '../security/ledger';
import type { Recorder } from '../trace/trace';
import { MAX_EVENT_NAME_BYTES } from './names';
import { EVENTS } from './port';
import { type Outgoing, type Recorded, recordEvents, tellTrace } from './record';
import { schemaFault } from './schema';
import { grantFor, subscriptionsTo } from './subscriptions';
import { parseJson } from '../values/json';
import { cleanValue } from '../values/text';

const MAX_PAYLOAD_BYTES = 256 * 1024;

/** What the guest gets: the envelope of the ABI. */
export type EmitAnswer =
  | { success: true; data: { event: string; subscribers: number }; meta: Record<string, unknown> }
  | { success: false; error: { code: string; message: string; message_key: string }; meta: Record<string, unknown> };

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

interface Refusal {
  code: string;
  message: string;
}

function parsed(text: string): { value: unknown } | null {
  if (text === '') return { value: null };
  try {
    return { value: cleanValue(parseJson(text)) };
  } catch {
    return null;
  }
}

/** Why an event may not leave, or its payload. Checked in the order of the hosts. */
function judge(
  services: Services,
  trace: Recorder | null,
  addon: InstalledAddon | undefined,
  name: string,
  text: string,
): Refusal | { value: unknown } {
  if (name === '' || byteLength(name) > MAX_EVENT_NAME_BYTES || name.includes('*') || name.includes('\u0000'))
    return { code: 'invalid_event', message: `an event's name has 1 to ${MAX_EVENT_NAME_BYTES} bytes and no "*"` };
  const declared = addon?.manifest.extension_points?.events?.find((event) => event.name === name);
  if (addon && !declared) return { code: 'invalid_event', message: `"${addon.key}" does not declare "${name}" in extension_points.events` };
  if (byteLength(text) > MAX_PAYLOAD_BYTES)
    return { code: 'payload_too_large', message: `the payload is longer than ${MAX_PAYLOAD_BYTES / 1024} KiB` };
  const payload = parsed(text);
  if (!payload) return { code: 'invalid_payload', message: 'the payload is no JSON' };
  if (!addon) return { code: 'no_active_org', message: 'the addon is not installed for the organization' };
  const schema = declared?.payload_schema === undefined ? undefined : addon.eventSchemas[declared.payload_schema];
  const fault = schema === undefined ? null : schemaFault(schema, payload.value);
  if (fault !== null) return { code: 'invalid_payload', message: `${fault.path === '' ? 'the payload' : fault.path} ${fault.message}` };
  const pointer = grantFor(addon, 'event:emit', name);
  trace?.decide({
    kind: 'capability',
    capability: 'event:emit',
    target: name,
    allowed: pointer !== null,
    place: pointer === null ? null : { addon: addon.key, pointer },
  });
  noteDecision(services, addon, { caller: `event ${name}`, capability: 'event:emit', target: name, pointer });
  if (pointer === null) {
    const message = `"${addon.key}" declares no capability event:emit for "${name}"`;
    if (enforcementOf(services, addon) === 'enforce') return { code: 'forbidden', message };
    services.reportError(new Error(message));
  }
  return payload;
}

/**
 * Publishes an event of an addon. It leaves at once; inside the transaction of an action it leaves when that is over,
 * however it ended, as on the hosts. `subscribers` counts the deliveries that wait because of it.
 */
export async function emitEvent(
  services: Services,
  invocation: Invocation,
  session: Session | null,
  name: string,
  payloadText: string,
): Promise<EmitAnswer> {
  const { clock } = services;
  const started = clock.now();
  const { organizationId, addonKey, correlationId, principal, depth, trace } = invocation;
  const addon = services
    .registry()
    .addons(organizationId)
    .find(({ key }) => key === addonKey);
  const verdict = judge(services, trace, addon, name, payloadText);
  const meta = () => ({
    addon: addonKey,
    orgId: organizationId,
    durationMs: clock.now() - started,
    envelopeVersion: 1,
    ...(correlationId !== null && { correlation_id: correlationId }),
    emittedAt: new Date(clock.now()).toISOString(),
  });
  if ('code' in verdict) return { success: false, error: { ...verdict, message_key: `wasm.host.error.${verdict.code}` }, meta: meta() };
  const event: Outgoing = {
    organizationId,
    name,
    publisher: addonKey,
    occurrenceId: crypto.randomUUID(),
    payload: verdict.value,
    actorId: principal.userId,
    branchId: principal.branchId ?? null,
    correlationId,
    depth,
  };
  const leave = async (): Promise<number> => {
    const recorded = await withOutbox<Recorded[]>(
      services.reportError,
      (work) => services.database.asOwner(work),
      async (own, outbox) => {
        const written = await recordEvents({ registry: services.registry(), clock }, own, [event]);
        outbox.afterCommit(() => {
          tellTrace(trace, written);
          services.ports.of(EVENTS).left(written);
        });
        return written;
      },
    );
    return recorded.reduce((sum, { deliveries }) => sum + deliveries, 0);
  };
  const waiting = session === null ? undefined : outboxOf(session);
  if (!waiting) return { success: true, data: { event: name, subscribers: await leave() }, meta: meta() };
  waiting.atEnd(async () => {
    await leave();
  });
  const { payload } = event;
  return {
    success: true,
    data: { event: name, subscribers: subscriptionsTo(services.registry(), organizationId, name, payload).length },
    meta: meta(),
  };
}
