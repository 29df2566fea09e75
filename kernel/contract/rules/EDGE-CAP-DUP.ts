import { removing } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-CAP-DUP'> = {
  id: 'EDGE-CAP-DUP',
  level: 'error',
  fix: removing(true),
  check: ({ manifest }, report) => {
    (manifest.edge_devices ?? []).forEach((device, index) => {
      const path = ['edge_devices', index];
      eachRepeated(device.capabilities, (at, name) => report([...path, 'capabilities', at], commonMessages.repeated(name)));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: "a device's capability named twice",
  why: 'Saying it twice changes nothing.',
  example: { at: '/edge_devices', before: [{ key: 'scale', capabilities: ['weigh', 'weigh'], transport: 'ws' }] },
};
