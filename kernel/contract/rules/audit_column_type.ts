import { at, type FixRule, set, textOf } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  auditTime: (name: string, type: string): Message =>
    message(
      `${name} must be timestamp or timestamptz, because the host writes it; it is ${quote(type)}.`,
      `${name} debe ser timestamp o timestamptz, porque lo escribe el host; es ${quote(type)}.`,
    ),
  auditUser: (name: string, type: string): Message =>
    message(
      `${name} must be uuid, because the host writes it; it is ${quote(type)}.`,
      `${name} debe ser uuid, porque lo escribe el host; es ${quote(type)}.`,
    ),
};

const AUDIT_TIMES = new Set(['created_at', 'updated_at', 'deleted_at']);

const AUDIT_USERS = new Set(['created_by_id', 'updated_by_id', 'deleted_by_id']);

/** The host writes these columns, so their types are fixed. */
const auditType: FixRule = (target) => {
  const name = textOf(at(target, ...target.path.slice(0, -1), 'name'));
  const type = name.endsWith('_id') ? 'uuid' : 'timestamptz';
  return [{ id: 'set', title: titles.set('type', type), safe: false, changes: set(target.path, type) }];
};

export const rule: Rule<'audit_column_type'> = {
  id: 'audit_column_type',
  level: 'strict',
  fix: auditType,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach(({ name, type }, at) => {
        const path = ['models', index, 'columns', at, 'type'];
        if (AUDIT_TIMES.has(name) && type !== 'timestamp' && type !== 'timestamptz') report(path, texts.auditTime(name, type));
        if (AUDIT_USERS.has(name) && type !== 'uuid') report(path, texts.auditUser(name, type));
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
