import { rewriting, cleanPath } from '../fixes/rewriting';
import { nativeMessages } from '../messages/native';
import { isClean } from '../read/bundle-path';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'NAT-PATH'> = {
  id: 'NAT-PATH',
  level: 'error',
  fix: rewriting(cleanPath),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { artifacts } = service;
    artifacts.forEach(({ path, sbom }, index) => {
      for (const [field, file] of [
        ['path', path],
        ['sbom', sbom],
      ] as const) {
        if (!isClean(file) || file.includes('..')) report([...at, 'artifacts', index, field], nativeMessages.path(file));
      }
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`path` or `sbom` of an artifact is no clean path',
  why: 'Program and list of contents are looked up in the bundle by these very paths.',
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
          path: 'backend//service',
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
