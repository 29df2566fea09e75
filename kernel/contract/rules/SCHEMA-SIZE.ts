import { anyOf, dropping } from '../fixes/dropping';
import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-SIZE'> = { id: 'SCHEMA-SIZE', level: 'error', fix: anyOf(removing(false), dropping(1)) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'an empty text, too few entries, no field at all',
  why: 'An empty text or list says nothing, and the host has nothing to work with.',
  example: { at: '/contributions/actions/0/idempotency', before: { key_field: '' }, after: { key_field: 'order_no' } },
};
