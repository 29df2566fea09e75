import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-DUP'> = {
  id: 'EDGE-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.edge_devices ?? []).map(({ key }) => key),
      (index, key) => report(['edge_devices', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a device key used twice',
  why: 'Devices are paired by key.',
  example: {
    at: '/edge_devices',
    before: [
      { key: 'scale', capabilities: ['weigh'], transport: 'ws' },
      { key: 'scale', capabilities: ['weigh'], transport: 'ws' },
    ],
  },
};
