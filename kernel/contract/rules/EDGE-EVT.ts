import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'EDGE-EVT'> = {
  id: 'EDGE-EVT',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    (manifest.edge_devices ?? []).forEach((device, index) => {
      const path = ['edge_devices', index];
      const eventsTypes = (device.events ?? []).map(({ type }) => type);
      eventsTypes.forEach((type, at) => {
        if (type === '') report([...path, 'events', at, 'type'], commonMessages.blank());
      });
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a device event without type',
  why: 'Events are recognised by their type.',
  example: {
    at: '/edge_devices',
    before: [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', events: [{ type: '', do: 'wasm:On' }] }],
    after: [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', events: [{ type: 'weighed', do: 'wasm:On' }] }],
  },
};
