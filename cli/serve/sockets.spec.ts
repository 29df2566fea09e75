/** How many sockets there are, what one may send, and what waits for one that does not read. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SYSTEM_CLOCK } from '../../kernel/clock';
import type { RealtimeMessage } from '../../kernel/operation/realtime-message';
import { createHub } from '../../kernel/events/hub';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import { createSockets, type Sockets } from './sockets';

let server: Server;
let sockets: Sockets;
/** What watchers sent, and how each is told something. */
let received: unknown[];
let tell: ((frame: RealtimeMessage) => void)[];

beforeEach(async () => {
  received = [];
  tell = [];
  const hub = createHub(
    SYSTEM_CLOCK,
    () => undefined,
    (_, event) => event,
  );
  sockets = createSockets({
    ...hub,
    join(_, send) {
      tell.push(send);
      return { receive: (frame) => received.push(frame), leave: () => undefined };
    },
  });
  server = createServer();
  server.on('upgrade', (request, socket, head) => sockets.accept(request, socket, head, DEFAULT_PRINCIPAL));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(): Promise<WebSocket> {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}
const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

const FRAME_BYTES = 64 * 1024;
/** A frame of so many bytes. */
function frameOf(bytes: number): RealtimeMessage {
  const frame = (id: string): RealtimeMessage => ({
    type: 'DATA_EVENT',
    payload: { org_id: '', addon: '', model: '', table: '', action: 'updated', id, actor_id: null, at: '' },
  });
  return frame('x'.repeat(bytes - JSON.stringify(frame('')).length));
}

it('two hundred are open at once', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, () => open()));
  expect([all.length, sockets.count()]).toEqual([200, 200]);
  await expect(open()).rejects.toThrow('503');
  const [first] = all;
  first?.close();
  if (first) await closed(first);
  await open();
  expect(sockets.count()).toBe(200);
});

it('one sends frames of 4,096 bytes, and is closed for a longer one', async () => {
  const socket = await open();
  const text = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2));
  socket.send(text(4096));
  socket.send(text(4097));
  expect(await closed(socket)).toBe(1009);
  expect(received).toEqual(['x'.repeat(4094)]);
});

it('a mebibyte waits for one, and one that does not read is given up', async () => {
  const socket = await open();
  let heard = 0;
  const all = new Promise<void>((resolve) => socket.on('message', () => (heard += 1) === 15 && resolve()));
  // What is sent in one go cannot leave before it is all there.
  for (let n = 0; n < 15; n += 1) tell[0]?.(frameOf(FRAME_BYTES));
  await all;
  expect(sockets.count()).toBe(1);
  socket.pause();
  const end = closed(socket);
  for (let n = 0; n < 1024; n += 1) tell[0]?.(frameOf(FRAME_BYTES));
  socket.resume();
  expect(await end).toBe(1006);
  expect(heard).toBeLessThan(1024);
});
