/** Watchers over WebSocket: text frames `{type, payload}` in both directions. What they hear of is the kernel's hub's to say. */
import { WebSocketServer } from 'ws';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hub } from '../../kernel/events/hub';
import type { Principal } from '../../kernel/principal';

const MAX_FRAME_BYTES = 4096;
const MAX_SOCKETS = 200;
/** A socket that does not read is given up. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface Sockets {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, principal: Principal): void;
  count(): number;
  close(): void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function createSockets(hub: Hub): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  return {
    accept(request, socket, head, principal) {
      if (server.clients.size >= MAX_SOCKETS) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        const watcher = hub.join(principal, (frame) => {
          if (opened.bufferedAmount > MAX_WAITING_BYTES) opened.terminate();
          else opened.send(JSON.stringify(frame));
        });
        opened.on('message', (data: Buffer, isBinary: boolean) => {
          if (!isBinary) watcher.receive(parsed(data.toString('utf8')));
        });
        opened.on('close', () => watcher.leave());
        // A frame that is too large closes the socket; there is nobody else to tell.
        opened.on('error', () => opened.terminate());
      });
    },
    count: () => server.clients.size,
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
