import { contributionMessages } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-FUNCTION'> = {
  id: 'GATE-FUNCTION',
  level: 'strict',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      if (action.handler.type === 'wasm' && isBlank(action.handler.function))
        report([...path, 'handler', 'function'], contributionMessages.gateFunction());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a wasm action without function',
  why: 'There is nothing to call.',
  example: { at: '/contributions/actions/0/handler', before: { type: 'wasm' } },
};
