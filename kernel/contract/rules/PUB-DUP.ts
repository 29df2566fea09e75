import { renumber } from '../fixes/usual';
import type { Action } from '../../../schemas';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PUB-DUP'> = {
  id: 'PUB-DUP',
  level: 'error',
  fix: renumber,
  check: (context, report) => {
    const { manifest } = context;
    const given = manifest.contributions?.public_routes ?? [];
    const actions = new Map<string, Action>();
    // Of two actions with one key, which may belong to two models, the host takes the last.
    for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
    eachRepeated(
      given.map(({ key }) => key),
      (index, key) => report(['contributions', 'public_routes', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: "a public route's key used twice",
  why: 'The address is made of the key.',
  example: {
    at: '/contributions/public_routes',
    before: [
      { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'] },
      { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'] },
    ],
  },
};
