import { rewriting } from '../fixes/rewriting';
import { dropping, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  egress: (address: string): Message =>
    message(
      `${quote(address)} is no exact host.`,
      `${quote(address)} no es un host exacto.`,
      'Write a host name or host:port: no scheme, no path, no `*`, no blanks.',
      'Escriba un nombre de host o host:puerto: sin esquema, sin ruta, sin `*` y sin espacios.',
    ),
};

/** Hosts refuse these anywhere in an address of `network.egress`. */
const NO_ADDRESS = /[/* \t\n]/;

export const rule: Rule<'NAT-EGRESS'> = {
  id: 'NAT-EGRESS',
  level: 'error',
  fix: anyOf(
    rewriting((host) => host.replace(/^\*\./, '')),
    dropping(),
  ),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { network } = service;
    (network.egress ?? []).forEach((address, index) => {
      if (NO_ADDRESS.test(address)) report([...at, 'network', 'egress', index], texts.egress(address));
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'an address of a native service with `/`, `*` or white space',
  why: 'Each address is let through exactly as written; patterns and paths would match nothing.',
  example: {
    at: '/runtime/native_service',
    before: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/health' },
      resources: { memory_mb: 128, cpu_quota_mcpu: 500, pids: 8 },
      network: { egress: ['*.example.com'] },
      artifacts: [
        {
          os: 'linux',
          arch: 'amd64',
          path: 'backend/service',
          sha256: '0000000000000000000000000000000000000000000000000000000000000000',
          sbom: 'backend/sbom.json',
        },
      ],
      control: { protocol: 'metacore.native/v1', transport: 'unix_http' },
    },
    after: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/health' },
      resources: { memory_mb: 128, cpu_quota_mcpu: 500, pids: 8 },
      network: { egress: ['api.example.com:443'] },
      artifacts: [
        {
          os: 'linux',
          arch: 'amd64',
          path: 'backend/service',
          sha256: '0000000000000000000000000000000000000000000000000000000000000000',
          sbom: 'backend/sbom.json',
        },
      ],
      control: { protocol: 'metacore.native/v1', transport: 'unix_http' },
    },
    given: { '/runtime': {} },
  },
};
