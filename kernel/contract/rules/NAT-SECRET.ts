import { rewriting, cleanPath } from '../fixes/rewriting';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  mountClimbs: (mount: string): Message => message(`${quote(mount)} must not hold \`..\`.`, `${quote(mount)} no puede contener \`..\`.`),
  mountRepeated: (mount: string): Message =>
    message(
      `Another secret is mounted at ${quote(mount)}.`,
      `Otro secreto se monta en ${quote(mount)}.`,
      'Give each secret its own file.',
      'Dé a cada secreto su propio archivo.',
    ),
};

export const rule: Rule<'NAT-SECRET'> = {
  id: 'NAT-SECRET',
  level: 'error',
  fix: rewriting(cleanPath),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { secrets = [] } = service;

    const mounts = new Set<string>();
    secrets.forEach(({ mount }, index) => {
      const path = [...at, 'secrets', index, 'mount'];
      if (mount.includes('..')) report(path, texts.mountClimbs(mount));
      else if (mounts.has(mount)) report(path, texts.mountRepeated(mount));
      mounts.add(mount);
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'a secret of a native service is mounted twice, or its path holds `..`',
  why: 'Each secret is a file of its own below `/run/secrets/`.',
  example: {
    at: '/runtime/native_service',
    before: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/health' },
      resources: { memory_mb: 128, cpu_quota_mcpu: 500, pids: 8 },
      network: {},
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
      secrets: [{ handle: 'session', mount: '/run/secrets/../etc' }],
    },
    after: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/health' },
      resources: { memory_mb: 128, cpu_quota_mcpu: 500, pids: 8 },
      network: {},
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
      secrets: [{ handle: 'session', mount: '/run/secrets/session' }],
    },
    given: { '/runtime': {} },
  },
};
