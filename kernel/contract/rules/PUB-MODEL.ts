import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Action } from '../../../schemas';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PUB-MODEL'> = {
  id: 'PUB-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: (context, report) => {
    const { manifest, knownModels } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    given.forEach((route, index) => {
      const path = ['contributions', 'public_routes', index];
      if (!knownModels.has(route.model)) report([...path, 'model'], commonMessages.noKnownModel(route.model, knownModels));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a public route for an unknown model',
  why: 'There is nothing to show.',
  example: {
    at: '/contributions/public_routes',
    before: [{ key: 'order', model: 'Ordr', token_column: 'token', kind: 'html', columns: ['total'] }],
  },
};
