import { rewriting, cleanPath } from '../fixes/rewriting';
import { nativeMessages } from '../messages/native';
import { isClean } from '../read/bundle-path';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'NAT-ENTRY'> = {
  id: 'NAT-ENTRY',
  level: 'error',
  fix: rewriting(cleanPath),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];
    if (!isClean(service.entrypoint)) report([...at, 'entrypoint'], nativeMessages.path(service.entrypoint));
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'the entry point of a native service is no clean path inside the bundle',
  why: 'The program is a file of the bundle; a path that leads elsewhere, or round about, is refused.',
  example: {
    at: '/runtime/native_service',
    before: {
      entrypoint: '../service',
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
