import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  platform: (platform: string): Message =>
    message(
      `The platform ${quote(platform)} has a program already.`,
      `La plataforma ${quote(platform)} ya tiene un programa.`,
      'Keep one artifact for each `os` and `arch`.',
      'Deje un artefacto por cada `os` y `arch`.',
    ),
};

export const rule: Rule<'NAT-PLATFORM'> = {
  id: 'NAT-PLATFORM',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { artifacts } = service;

    const platforms = new Set<string>();
    artifacts.forEach(({ os, arch }, index) => {
      const platform = `${os}/${arch}`;
      if (platforms.has(platform)) report([...at, 'artifacts', index], texts.platform(platform));
      platforms.add(platform);
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'two artifacts of a native service for one platform',
  why: 'The host takes the program of its platform; with two it could not tell which.',
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
        {
          os: 'linux',
          arch: 'arm64',
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
