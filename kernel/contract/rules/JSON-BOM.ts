import { titles } from '../fixes/titles';
import { cutting } from '../fixes/text';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-BOM'> = { id: 'JSON-BOM', level: 'error', fix: cutting('remove-mark', titles.removeMark()) };

export const page: RulePage = {
  section: 'text',
  meaning: 'a byte order mark at the start',
  why: 'Some editors put an invisible mark before the text, which is not JSON.',
  example: { before: '﻿{ "a": 1 }', after: '{ "a": 1 }' },
};
