import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-CMD'> = {
  id: 'EDGE-CMD',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    (manifest.edge_devices ?? []).forEach((device, index) => {
      const path = ['edge_devices', index];
      const commandsTypes = (device.commands ?? []).map(({ type }) => type);
      commandsTypes.forEach((type, at) => {
        if (type === '') report([...path, 'commands', at, 'type'], commonMessages.blank());
      });
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a device command without type',
  why: 'Commands are sent by their type.',
  example: {
    at: '/edge_devices',
    before: [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', commands: [{ type: '' }] }],
    after: [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', commands: [{ type: 'tare' }] }],
  },
};
