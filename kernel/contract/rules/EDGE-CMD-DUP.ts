import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-CMD-DUP'> = {
  id: 'EDGE-CMD-DUP',
  level: 'error',
  fix: renumber,
  check: ({ manifest }, report) => {
    (manifest.edge_devices ?? []).forEach((device, index) => {
      const path = ['edge_devices', index];
      const commandsTypes = (device.commands ?? []).map(({ type }) => type);
      eachRepeated(commandsTypes, (at, type) => report([...path, 'commands', at, 'type'], commonMessages.repeated(type)));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a device command named twice',
  why: 'Commands are sent by their type.',
  example: {
    at: '/edge_devices',
    before: [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', commands: [{ type: 'tare' }, { type: 'tare' }] }],
  },
};
