import { parseRange, satisfies } from '../../expressions/version-range';
import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REQ-HOST'> = {
  id: 'REQ-HOST',
  level: 'warning',
  check: ({ manifest, hostVersion }, report) => {
    manifest.compatibility.requires.forEach(({ key, version }, index) => {
      const path = ['compatibility', 'requires', index];
      const range = parseRange(version);
      if (range !== null && key === 'kernel' && !satisfies(range, hostVersion))
        report([...path, 'version'], addonMessages.kernelRange(version, hostVersion));
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'the kernel range shuts out the host at hand',
  why: 'The install is refused by a host outside the range. Ranges that end below 3.0.0 shut out nearly every host of today.',
  example: { at: '/compatibility/requires', before: [{ key: 'kernel', version: '^2.0' }] },
};
