import { fieldMessages } from '../messages/fields';
import type { Rule, RulePage } from '../rule';

const AUDIT_TIMES = new Set(['created_at', 'updated_at', 'deleted_at']);

const AUDIT_USERS = new Set(['created_by_id', 'updated_by_id', 'deleted_by_id']);

export const rule: Rule<'audit_column_type'> = {
  id: 'audit_column_type',
  level: 'strict',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ name, type }, at) => {
        const path = ['models', index, 'columns', at, 'type'];
        if (AUDIT_TIMES.has(name) && type !== 'timestamp' && type !== 'timestamptz') report(path, fieldMessages.auditTime(name, type));
        if (AUDIT_USERS.has(name) && type !== 'uuid') report(path, fieldMessages.auditUser(name, type));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an audit column whose type the host cannot write',
  why: 'The host writes these columns itself, as timestamps and user ids.',
  example: {
    at: '/models/1/columns',
    before: [
      { name: 'organization_id', type: 'uuid' },
      { name: 'created_at', type: 'text' },
    ],
  },
};
