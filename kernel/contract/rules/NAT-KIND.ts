import { nativeMessages } from '../messages/native';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'NAT-KIND'> = {
  id: 'NAT-KIND',
  level: 'error',
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];
    if (manifest.kind !== 'Addon') report(at, nativeMessages.kind(manifest.kind));
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'a native service in a document that is no Addon',
  why: 'Presets, themes and connector packs run nothing: move the service into an addon.',
  example: null,
};
