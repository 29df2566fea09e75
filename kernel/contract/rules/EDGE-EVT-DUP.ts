import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-EVT-DUP'> = {
  id: 'EDGE-EVT-DUP',
  level: 'error',
  fix: renumber,
  check: ({ manifest }, report) => {
    (manifest.edge_devices ?? []).forEach((device, index) => {
      const path = ['edge_devices', index];
      const eventsTypes = (device.events ?? []).map(({ type }) => type);
      eachRepeated(eventsTypes, (at, type) => report([...path, 'events', at, 'type'], commonMessages.repeated(type)));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a device event named twice',
  why: 'One event has one handler.',
  example: {
    at: '/edge_devices',
    before: [
      {
        key: 'scale',
        capabilities: ['weigh'],
        transport: 'ws',
        events: [
          { type: 'weighed', do: 'wasm:A' },
          { type: 'weighed', do: 'wasm:B' },
        ],
      },
    ],
  },
};
