import { setting } from '../fixes/usual';
import { tenantColumnOf } from '../../schema/table-columns';
import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  tenancyType: (column: string, type: string): Message =>
    refused(
      `${quote(column)} says whose a row is and must be uuid, not ${type}.`,
      `${quote(column)} dice de quién es la fila y debe ser uuid, no ${type}.`,
      'Set its type to uuid.',
      'Ponga su tipo en uuid.',
    ),
};

export const rule: Rule<'TEN-TYPE'> = {
  id: 'TEN-TYPE',
  level: 'warning',
  fix: setting('uuid', true),
  check: ({ manifest, models }, report) => {
    for (const { model, index } of models) {
      const tenant = tenantColumnOf(manifest, model);
      model.columns.forEach(({ name, type }, at) => {
        if (name === tenant && type !== 'uuid') report(['models', index, 'columns', at, 'type'], texts.tenancyType(name, type));
      });
    }
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'the tenancy column is no uuid; the install would fail',
  isOwn: true,
  why: 'Row-level security compares the column with the uuid of the organization; PostgreSQL refuses the policy for any other type.',
  example: {
    at: '/models/0/columns/1',
    before: { name: 'organization_id', type: 'text' },
    after: { name: 'organization_id', type: 'uuid' },
  },
};
