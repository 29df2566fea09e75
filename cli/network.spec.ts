import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { nodeNetwork } from './network';

const request = (url: string) => ({ method: 'GET', url, headers: {}, body: null });
const to = (...addresses: string[]) =>
  nodeNetwork((_, told) =>
    told(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  );
const send = (network: ReturnType<typeof nodeNetwork>, url: string) => network.send(request(url), new AbortController().signal);

describe('a request of the command line', () => {
  it.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::1'], ['fd00::1'], ['::ffff:192.168.0.1'], ['93.184.216.34', '127.0.0.1']])(
    'does not leave for a name that leads to %s',
    async (...addresses) => {
      await expect(send(to(...addresses), 'http://rebound.example/')).rejects.toThrow('leads to a private address');
      await expect(send(to(...addresses), 'https://rebound.example/')).rejects.toThrow('leads to a private address');
    },
  );

  it('does not leave for a private address as it is written, nor for a name that nobody knows', async () => {
    for (const url of ['http://127.0.0.1/', 'http://2130706433/', 'http://[::1]/', 'http://localhost/', 'http://ops-backend/'])
      await expect(send(to('93.184.216.34'), url)).rejects.toThrow('no public host');
    const nobody = nodeNetwork((_, told) => told(new Error('ENOTFOUND'), []));
    await expect(send(nobody, 'http://nobody.example/')).rejects.toThrow('ENOTFOUND');
    await expect(send(to(), 'http://nobody.example/')).rejects.toThrow('leads to a private address');
  });
});
