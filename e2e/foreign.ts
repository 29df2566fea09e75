/** Somebody else's server: pages of another origin, and a record of every request and datagram that reaches it. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Foreign {
  origin: string;
  /** Port at which datagrams are recorded. */
  udpPort: number;
  /** Method and path of every HTTP request, `DATAGRAM` for every UDP packet, in the order of arrival. */
  hits: string[];
  close(): Promise<void>;
}

/** `pages` by path; every other path answers with an empty document that any origin may read. */
export async function startForeign(pages: Readonly<Record<string, string>> = {}): Promise<Foreign> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' });
    response.end(pages[request.url ?? ''] ?? '');
  });
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url ?? ''}`);
    socket.destroy();
  });
  const udp = createSocket('udp4');
  udp.on('message', () => hits.push('DATAGRAM'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    udpPort: udp.address().port,
    hits,
    close: async () => {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
