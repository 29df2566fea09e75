/** Native services: paths inside the bundle, times, secrets, addresses, programs for each platform. */
import { durationMs } from '../../expressions/small';
import { nativeMessages } from '../messages/native';
import type { Rule } from './context';

/** A path below the bundle as the host writes it: no empty, `.` or `..` part. */
const isClean = (path: string): boolean => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

/** Hosts refuse these anywhere in an address of `network.egress`. */
const NO_ADDRESS = /[/* \t\n]/;

export const nativeService: Rule = ({ manifest, error }) => {
  const service = manifest.runtime?.native_service;
  if (service === undefined) return;
  const at = ['runtime', 'native_service'];
  if (manifest.kind !== 'Addon') error('NAT-KIND', at, nativeMessages.kind(manifest.kind));
  if (!isClean(service.entrypoint)) error('NAT-ENTRY', [...at, 'entrypoint'], nativeMessages.path(service.entrypoint));

  const { health, network, secrets = [], artifacts } = service;
  if (health.path.includes('..')) error('NAT-HEALTH', [...at, 'health', 'path'], nativeMessages.healthPath(health.path));
  for (const field of ['interval', 'timeout'] as const) {
    const time = health[field] ?? '';
    if (time !== '' && (durationMs(time) ?? 0) <= 0) error('NAT-TIME', [...at, 'health', field], nativeMessages.time(time));
  }
  (network.egress ?? []).forEach((address, index) => {
    if (NO_ADDRESS.test(address)) error('NAT-EGRESS', [...at, 'network', 'egress', index], nativeMessages.egress(address));
  });

  const mounts = new Set<string>();
  secrets.forEach(({ mount }, index) => {
    const path = [...at, 'secrets', index, 'mount'];
    if (mount.includes('..')) error('NAT-SECRET', path, nativeMessages.mountClimbs(mount));
    else if (mounts.has(mount)) error('NAT-SECRET', path, nativeMessages.mountRepeated(mount));
    mounts.add(mount);
  });

  const platforms = new Set<string>();
  artifacts.forEach(({ os, arch, path, sbom }, index) => {
    const platform = `${os}/${arch}`;
    if (platforms.has(platform)) error('NAT-PLATFORM', [...at, 'artifacts', index], nativeMessages.platform(platform));
    platforms.add(platform);
    for (const [field, file] of [
      ['path', path],
      ['sbom', sbom],
    ] as const) {
      if (!isClean(file) || file.includes('..')) error('NAT-PATH', [...at, 'artifacts', index, field], nativeMessages.path(file));
    }
  });
};
