import { usualRange } from '../fixes/declaring';
import { parseRange } from '../../expressions/version-range';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'REQ-RANGE'> = {
  id: 'REQ-RANGE',
  level: 'error',
  fix: usualRange,
  check: ({ manifest }, report) => {
    manifest.compatibility.requires.forEach(({ version }, index) => {
      const path = ['compatibility', 'requires', index];
      const range = parseRange(version);
      if (range === null) report([...path, 'version'], commonMessages.notRange(version));
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`version` of a requirement is no version range',
  why: 'The host compares versions by this text; one it cannot read stops the install. The grammar is that of Masterminds semver, not npm’s.',
  example: { at: '/compatibility/requires', before: [{ key: 'kernel', version: 'latest' }] },
};
