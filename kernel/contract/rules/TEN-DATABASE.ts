import { setting } from '../fixes/usual';
import { anyOf } from '../fixes/dropping';
import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  tenancyDatabase: (): Message =>
    refused(
      'A database of its own per tenant is reserved; no host offers it.',
      'Una base de datos propia por inquilino está reservada; ningún host la ofrece.',
      'Use shared or schema.',
      'Use shared o schema.',
    ),
};

export const rule: Rule<'TEN-DATABASE'> = {
  id: 'TEN-DATABASE',
  level: 'warning',
  fix: anyOf(setting('schema'), setting('shared')),
  check: ({ manifest }, report) => {
    if (manifest.tenancy?.isolation === 'database') report(['tenancy', 'isolation'], texts.tenancyDatabase());
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a database per tenant, which no host offers; the install would fail',
  isOwn: true,
  why: 'The contract reserves the word; hosts refuse the install.',
  example: { at: '/tenancy', before: { isolation: 'database' }, after: { isolation: 'schema' } },
};
