import { setting } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-VERSION'> = { id: 'V2-VERSION', level: 'error', fix: setting('1.0.0') };

export const page: RulePage = {
  section: 'flat v2',
  meaning: '`version` is no version, read leniently',
  why: 'Versions are compared; a word cannot be.',
  example: { before: { key: 'shop', name: 'Shop', version: 'one' }, after: { key: 'shop', name: 'Shop', version: '1.0.0' } },
};
