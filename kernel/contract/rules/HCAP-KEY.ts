import { needs } from '../messages/contributions';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  capabilityKey: (): Message => needs('capability', 'it names the contract that is called', 'nombra el contrato que se llama'),
};

const CONTRACT_KEY = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

export const rule: Rule<'HCAP-KEY'> = {
  id: 'HCAP-KEY',
  level: 'error',
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') return;
      if (!CONTRACT_KEY.test(handler.capability ?? '')) report([...path, 'capability'], texts.capabilityKey());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a capability handler without a well-formed contract',
  why: 'The contract to call is not named.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'capability' },
    after: { type: 'capability', capability: 'messaging.whatsapp.send' },
  },
};
