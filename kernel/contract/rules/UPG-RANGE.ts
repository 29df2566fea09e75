import { usualRange } from '../fixes/declaring';
import { parseRange } from '../../expressions/version-range';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'UPG-RANGE'> = {
  id: 'UPG-RANGE',
  level: 'error',
  fix: usualRange,
  check: ({ manifest }, report) => {
    (manifest.lifecycle?.upgrade ?? []).forEach(({ from }, index) => {
      if (parseRange(from) === null) report(['lifecycle', 'upgrade', index, 'from'], commonMessages.notRange(from));
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`from` of an upgrade step is no version range',
  why: 'A step runs when the installed version is in the range; a text that is none never matches.',
  example: { at: '/lifecycle', before: { upgrade: [{ from: 'old', type: 'wasm', function: 'Up' }] } },
};
