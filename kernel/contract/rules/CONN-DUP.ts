import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CONN-DUP'> = {
  id: 'CONN-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.connectors ?? []).map(({ key }) => key),
      (index, key) => report(['connectors', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a connector key used twice',
  why: 'Credentials are stored by the connector’s key.',
  example: { at: '/connectors', before: [{ key: 'mail' }, { key: 'mail' }] },
};
