import { dropping } from '../fixes/dropping';
import { durationMs } from '../../expressions/small';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  time: (text: string): Message =>
    message(
      `${quote(text)} is no time above zero.`,
      `${quote(text)} no es un tiempo mayor que cero.`,
      'Write for example "10s", "500ms" or "1m30s".',
      'Escriba por ejemplo "10s", "500ms" o "1m30s".',
    ),
};

export const rule: Rule<'NAT-TIME'> = {
  id: 'NAT-TIME',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];

    const { health } = service;
    for (const field of ['interval', 'timeout'] as const) {
      const time = health[field] ?? '';
      if (time !== '' && (durationMs(time) ?? 0) <= 0) report([...at, 'health', field], texts.time(time));
    }
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`interval` or `timeout` of a native service is no Go duration above zero',
  why: 'The host reads a Go duration; zero would ask without end.',
  example: {
    at: '/runtime/native_service',
    before: {
      entrypoint: 'backend/service',
      scope: 'instance',
      health: { path: '/health', interval: '0s' },
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
      health: { path: '/health', interval: '10s' },
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
