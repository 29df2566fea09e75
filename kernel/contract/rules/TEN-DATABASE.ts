import { installMessages } from '../messages/install';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'TEN-DATABASE'> = {
  id: 'TEN-DATABASE',
  level: 'warning',
  check: ({ manifest }, report) => {
    if (manifest.tenancy?.isolation === 'database') report(['tenancy', 'isolation'], installMessages.tenancyDatabase());
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a database per tenant, which no host offers; the install would fail',
  isOwn: true,
  why: 'The contract reserves the word; hosts refuse the install.',
  example: { at: '/tenancy', before: { isolation: 'database' }, after: { isolation: 'schema' } },
};
