import { dropping } from '../fixes/dropping';
import { contributionMessages } from '../messages/contributions';
import { eachHandler, IDENTIFIER, KNOWN_CONTRACTS } from '../read/handlers';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'CAPIN-FIELD'> = {
  id: 'CAPIN-FIELD',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    eachHandler(context, (handler, path) => {
      if (handler.type !== 'capability') return;
      const known = KNOWN_CONTRACTS.get(handler.capability ?? '');
      for (const name of Object.keys(handler.input ?? {})) {
        if (known !== undefined && IDENTIFIER.test(name) && !known.has(name))
          report([...path, 'input', name], near(contributionMessages.inputUnknown(name, handler.capability ?? ''), name, known));
      }
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an input that the known contract does not have',
  why: 'The contract has no such field.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'capability', capability: 'messaging.whatsapp.send', input: { too: 'record.token' } },
    after: { type: 'capability', capability: 'messaging.whatsapp.send', input: { to: 'record.token' } },
  },
};
