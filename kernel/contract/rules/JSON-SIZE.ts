import type { Rule, RulePage } from '../rule';

export const rule: Rule<'JSON-SIZE'> = { id: 'JSON-SIZE', level: 'error' };

export const page: RulePage = {
  section: 'text',
  meaning: 'more than 4 MiB, or more than 400,000 values',
  why: 'Manifests are kilobytes. A text of megabytes is data that belongs into files of the bundle, or an attempt to stop a host.',
  example: null,
};
