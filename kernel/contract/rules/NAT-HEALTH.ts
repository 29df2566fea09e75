import { rewriting, cleanPath } from '../fixes/rewriting';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  healthPath: (path: string): Message =>
    message(`The health path ${quote(path)} must not hold \`..\`.`, `La ruta de salud ${quote(path)} no puede contener \`..\`.`),
};

export const rule: Rule<'NAT-HEALTH'> = {
  id: 'NAT-HEALTH',
  level: 'error',
  fix: rewriting(cleanPath),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { health } = service;
    if (health.path.includes('..')) report([...at, 'health', 'path'], texts.healthPath(health.path));
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'the health path of a native service holds `..`',
  why: 'The host asks one address of the service and no other.',
  example: {
    at: '/runtime/native_service',
    before: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/../admin' },
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
    },
    given: { '/runtime': {} },
  },
};
