import { describe, expect, it } from 'vitest';
import { findingsWith, type RuleCase } from '../testing';

const AT = '/runtime/native_service';
const artifact = (value: object = {}): object => ({
  os: 'linux',
  arch: 'amd64',
  path: 'backend/linux/service',
  sha256: 'a'.repeat(64),
  sbom: 'backend/linux/sbom.json',
  ...value,
});
const service = (value: object = {}): Record<string, unknown> => ({
  '/runtime': {
    native_service: {
      entrypoint: 'bin/service',
      scope: 'instance',
      health: { path: '/health', interval: '1.5s', timeout: '500ms' },
      resources: { memory_mb: 16, cpu_quota_mcpu: 10, pids: 1 },
      network: { egress: ['api.example.com:443', 'mail'] },
      secrets: [{ handle: 'h', mount: '/run/secrets/a' }],
      artifacts: [artifact()],
      control: { protocol: 'metacore.native/v1', transport: 'unix_http' },
      ...value,
    },
  },
});

describe('native services', () => {
  const entry = [`NAT-ENTRY ${AT}/entrypoint`];
  it.each<RuleCase>([
    ['a good one', service(), []],
    ['NAT-KIND', { ...service(), '/kind': 'Theme', '/theme': {}, '/models': undefined, '/contributions': undefined }, [`NAT-KIND ${AT}`]],
    ...['../service', '/bin/service', './service', 'bin//service', 'bin/', '.', 'a/../b'].map((entrypoint): RuleCase => [
      `NAT-ENTRY, ${entrypoint}`,
      service({ entrypoint }),
      entry,
    ]),
    ['dots inside a name are fine', service({ entrypoint: 'bin/a..b' }), []],
    ['NAT-HEALTH', service({ health: { path: '/a/../b' } }), [`NAT-HEALTH ${AT}/health/path`]],
    ...['soon', '0s', '-1s', '1d', ' 1s', '9999999h', '0.0000000001s'].map((interval): RuleCase => [
      `NAT-TIME, ${interval}`,
      service({ health: { path: '/', interval } }),
      [`NAT-TIME ${AT}/health/interval`],
    ]),
    ['an empty time is none', service({ health: { path: '/', timeout: '' } }), []],
    ...['*.example.com', 'https://example.com', 'a b', 'a\tb'].map((address): RuleCase => [
      `NAT-EGRESS, ${address}`,
      service({ network: { egress: [address] } }),
      [`NAT-EGRESS ${AT}/network/egress/0`],
    ]),
    [
      'NAT-SECRET, climbing and repeated',
      service({ secrets: ['../x', 'a', 'a'].map((name) => ({ handle: 'h', mount: `/run/secrets/${name}` })) }),
      [`NAT-SECRET ${AT}/secrets/0/mount`, `NAT-SECRET ${AT}/secrets/2/mount`],
    ],
    ['NAT-PLATFORM', service({ artifacts: [artifact(), artifact({ arch: 'arm64' }), artifact()] }), [`NAT-PLATFORM ${AT}/artifacts/2`]],
    [
      'NAT-PATH',
      service({ artifacts: [artifact({ path: 'backend//service', sbom: 'backend/a..b' })] }),
      [`NAT-PATH ${AT}/artifacts/0/path`, `NAT-PATH ${AT}/artifacts/0/sbom`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});
