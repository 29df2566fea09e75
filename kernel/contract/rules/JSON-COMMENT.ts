import { titles } from '../fixes/titles';
import { cutting } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-COMMENT'> = { id: 'JSON-COMMENT', level: 'error', fix: cutting('remove-comment', titles.removeComment()) };

export const page: RulePage = {
  section: 'text',
  meaning: 'a comment',
  why: 'JSON has no comments, and a host refuses the whole file. Columns, documents and subscriptions have a `comment` field.',
  example: { before: '{ "a": 1 /* one */ }', after: '{ "a": 1  }' },
};
