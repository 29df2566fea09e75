import { contributionMessages } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-MODAL'> = {
  id: 'GATE-MODAL',
  level: 'strict',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      const wanted = `${manifest.metadata.key}.${action.key}`;
      if (action.modal !== undefined && action.modal !== '' && action.modal !== wanted)
        report([...path, 'modal'], contributionMessages.gateModal(wanted));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a modal not named `<addon>.<action>`',
  why: 'The frontend registers its dialogs under this name, and the publish check compares them.',
  example: { at: '/contributions/actions/0/modal', before: 'send' },
};
