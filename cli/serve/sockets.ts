/**
 * The realtime hub over WebSocket: frames are `{type, payload}`. A socket hears of changes of the models it subscribed to,
 * and of every changed manifest, of its own organization and no other.
 */
import { WebSocketServer, type WebSocket } from 'ws';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { KernelEvent } from '../../kernel/events/event';
import type { Principal } from '../../kernel/security/principal';

const MAX_FRAME_BYTES = 4096;
export const MAX_MODELS = 100;
const MAX_SOCKETS = 200;
/** A socket that does not read is given up. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface Hub {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, principal: Principal): void;
  publish(event: KernelEvent): void;
  count(): number;
  close(): void;
}

interface Member {
  socket: WebSocket;
  organizationId: string;
  models: Set<string>;
}

interface Command {
  type: 'SUBSCRIBE' | 'UNSUBSCRIBE';
  models: string[];
}

/** A command, its models beside the type or in the payload; null for anything else, which is ignored. */
function commandIn(text: string): Command | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null;
  const { type } = frame;
  const payload = 'payload' in frame && typeof frame.payload === 'object' && frame.payload !== null ? frame.payload : frame;
  if ((type !== 'SUBSCRIBE' && type !== 'UNSUBSCRIBE') || !('models' in payload) || !Array.isArray(payload.models)) return null;
  return { type, models: payload.models.filter((model): model is string => typeof model === 'string') };
}

/** A model is subscribed to by its table, its key or `addon.Model`. */
const concerns = ({ models }: Member, { payload }: Extract<KernelEvent, { type: 'DATA_EVENT' }>): boolean =>
  [payload.table, payload.model, `${payload.addon}.${payload.model}`].some((name) => models.has(name));

export function createHub(): Hub {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const members = new Set<Member>();

  function send(member: Member, frame: { type: string; payload: unknown }): void {
    if (member.socket.bufferedAmount > MAX_WAITING_BYTES) member.socket.terminate();
    else member.socket.send(JSON.stringify(frame));
  }

  function receive(member: Member, text: string): void {
    const command = commandIn(text);
    if (!command) return;
    for (const model of command.models) {
      if (command.type === 'UNSUBSCRIBE') member.models.delete(model);
      else if (member.models.size < MAX_MODELS) member.models.add(model);
    }
    send(member, { type: 'DATA_SUBSCRIBED', payload: { models: [...member.models] } });
  }

  return {
    accept(request, socket, head, principal) {
      if (members.size >= MAX_SOCKETS) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        const member: Member = { socket: opened, organizationId: principal.organizationId, models: new Set() };
        members.add(member);
        opened.on('message', (data: Buffer, isBinary: boolean) => {
          if (!isBinary) receive(member, data.toString('utf8'));
        });
        opened.on('close', () => members.delete(member));
        // A frame that is too large closes the socket; there is nobody else to tell.
        opened.on('error', () => opened.terminate());
      });
    },
    publish(event) {
      const organization = event.type === 'DATA_EVENT' ? event.payload.org_id : event.payload.orgId;
      for (const member of members) {
        if (member.organizationId !== organization) continue;
        if (event.type === 'DATA_EVENT' && !concerns(member, event)) continue;
        send(member, event);
      }
    },
    count: () => members.size,
    close() {
      for (const { socket } of members) socket.terminate();
      server.close();
    },
  };
}
