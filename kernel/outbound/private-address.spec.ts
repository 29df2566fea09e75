import { describe, expect, it } from 'vitest';
import { isPrivateHost } from './private-address';

/** As `URL` spells the host of an address, which is what goes out. */
const hostOf = (written: string): string => new URL(`http://${written}/`).hostname;

describe('a host of no public network', () => {
  it.each([
    ...[
      'localhost',
      'LOCALHOST.',
      'a.localhost',
      'printer.local',
      'db.internal',
      'metadata.google.internal',
      'ops-backend',
      'nas.lan',
      'x.home.arpa',
    ],
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '017700000001',
      '127.255.255.254',
      '0.0.0.0',
      '0',
      '10.0.0.1',
      '172.16.0.1',
    ],
    ...[
      '172.31.255.255',
      '192.168.1.1',
      '3232235777',
      '169.254.169.254',
      '0xa9fea9fe',
      '100.64.0.1',
      '198.18.0.1',
      '192.0.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::10.0.0.1]',
      '[64:ff9b:1::1]',
      '[2002:7f00:1::]',
    ],
    ...[
      '[fc00::1]',
      '[fd12:3456::1]',
      '[fe80::1]',
      '[fec0::1]',
      '[ff02::1]',
      '[2001:db8::1]',
      '[2001:0:1::1]',
      '[::ffff:169.254.169.254]',
      '[0:0:0:0:0:0:0:1]',
    ],
  ])('%s', (written) => {
    expect(isPrivateHost(hostOf(written))).toBe(true);
  });

  it('is the bare address a name resolved to, too', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1%eth0', '', '1:2', '1::2::3', '::1.2.3.400', 'g::1'])
      expect(isPrivateHost(address)).toBe(true);
  });
});

describe('a public host', () => {
  it.each([
    'example.com',
    'api.stripe.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    '[::ffff:8.8.8.8]',
    '[2002:808:808::]',
    '[64:ff9b::8.8.8.8]',
    'local.example',
    'xn--bcher-kva.example',
  ])('%s', (written) => {
    expect(isPrivateHost(hostOf(written))).toBe(false);
  });
});
