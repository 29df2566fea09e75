/**
 * The realtime hub: whoever watches, over a port or a socket, hears of changes of the models it subscribed to and of every
 * changed manifest, of its own organization and no other, and of rows that it may read (docs/architecture/08, REALTIME). It speaks the runtime's
 * protocol: `SUBSCRIBE` and `UNSUBSCRIBE` in, `DATA_SUBSCRIBED`, `DATA_EVENT` and `DATA_EVENTS_DROPPED` out.
 */
import type { Clock } from '../clock';
import type { Principal } from '../principal';
import type { DataEvent, RealtimeMessage, KernelEvent } from '../operation/realtime-message';

/** Models one watcher subscribes to. */
export const MAX_MODELS = 100;
/** Changes one watcher is told of in a second; after that it is told to ask anew. */
export const MAX_EVENTS_PER_SECOND = 200;
const MAX_NAME_CHARS = 200;
const WINDOW_MS = 1000;
const EVERYTHING = '*';

/** The channel of an organization, the only one anybody may join. */
export const channelOf = (organizationId: string): string => `org:${organizationId}`;

export interface Watcher {
  /** A frame of the watcher's; anything that is no command is ignored. */
  receive(frame: unknown): void;
  leave(): void;
}

export interface Hub {
  /** Whoever holds the kernel says who watches. */
  join(principal: Principal, send: (frame: RealtimeMessage) => void): Watcher;
  publish(event: KernelEvent): void;
  /** How many watch. */
  count(): number;
}

interface Command {
  type: 'SUBSCRIBE' | 'UNSUBSCRIBE';
  models: string[];
}

/** A command, its models beside the type or in the payload; null for anything else. */
function commandIn(frame: unknown): Command | null {
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null;
  const { type } = frame;
  const payload = 'payload' in frame && typeof frame.payload === 'object' && frame.payload !== null ? frame.payload : frame;
  if ((type !== 'SUBSCRIBE' && type !== 'UNSUBSCRIBE') || !('models' in payload) || !Array.isArray(payload.models)) return null;
  const names = payload.models.slice(0, MAX_MODELS).filter((model): model is string => typeof model === 'string');
  return { type, models: names.map((name) => name.trim()).filter((name) => name !== '' && name.length <= MAX_NAME_CHARS) };
}

interface Member {
  principal: Principal;
  send: (frame: RealtimeMessage) => void;
  /** As they were given, by their small letters: names are compared without case. */
  models: Map<string, string>;
  windowEnd: number;
  told: number;
  dropped: Map<string, { addon: string; model: string; table: string }>;
  count: number;
  callOff: (() => void) | null;
}

const concerns = ({ models }: Member, { addon, model, table }: DataEvent['payload']): boolean =>
  models.size > 0 && [EVERYTHING, table, model, `${addon}.${model}`].some((name) => models.has(name.toLowerCase()));

/** A change as somebody hears of it, null where they do not. */
export type Hearing = (principal: Principal, event: DataEvent) => DataEvent | null;

export function createHub(clock: Clock, report: (error: unknown) => void, heard: Hearing): Hub {
  const members = new Set<Member>();

  function send(member: Member, frame: RealtimeMessage): void {
    try {
      member.send(frame);
    } catch (error) {
      report(error);
    }
  }

  /** Says that changes were left out, once the second is over. */
  function tellDropped(member: Member): void {
    const payload = { models: [...member.dropped.values()], dropped: member.count };
    member.dropped.clear();
    member.count = 0;
    member.callOff = null;
    send(member, { type: 'DATA_EVENTS_DROPPED', payload });
  }

  function tell(member: Member, event: DataEvent): void {
    const now = clock.now();
    if (now >= member.windowEnd) {
      member.windowEnd = now + WINDOW_MS;
      member.told = 0;
    }
    member.told += 1;
    if (member.told <= MAX_EVENTS_PER_SECOND) {
      send(member, event);
      return;
    }
    const { addon, model, table } = event.payload;
    member.dropped.set(`${addon}.${model}`, { addon, model, table });
    member.count += 1;
    member.callOff ??= clock.after(member.windowEnd - now, () => tellDropped(member));
  }

  function receive(member: Member, frame: unknown): void {
    const command = commandIn(frame);
    if (!command) return;
    for (const model of command.models) {
      const key = model.toLowerCase();
      if (command.type === 'UNSUBSCRIBE') member.models.delete(key);
      else if (member.models.size < MAX_MODELS) member.models.set(key, model);
    }
    send(member, { type: 'DATA_SUBSCRIBED', payload: { models: [...member.models.values()] } });
  }

  return {
    join(principal, sendFrame) {
      const member: Member = {
        principal,
        send: sendFrame,
        models: new Map(),
        windowEnd: 0,
        told: 0,
        dropped: new Map(),
        count: 0,
        callOff: null,
      };
      members.add(member);
      return {
        receive: (frame) => receive(member, frame),
        leave() {
          member.callOff?.();
          members.delete(member);
        },
      };
    },
    publish(event) {
      if (event.type === 'NOTIFICATION') {
        const { to, type, payload } = event;
        for (const member of members)
          if (member.principal.organizationId === to.organizationId && member.principal.userId === to.userId)
            send(member, { type, payload });
        return;
      }
      const organizationId = event.type === 'DATA_EVENT' ? event.payload.org_id : event.payload.orgId;
      for (const member of members) {
        if (member.principal.organizationId !== organizationId) continue;
        if (event.type !== 'DATA_EVENT') {
          send(member, event);
          continue;
        }
        const told = concerns(member, event.payload) ? heard(member.principal, event) : null;
        if (told) tell(member, told);
      }
    },
    count: () => members.size,
  };
}
