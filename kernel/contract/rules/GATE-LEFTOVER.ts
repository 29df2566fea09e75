import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-LEFTOVER'> = { id: 'GATE-LEFTOVER', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'a file that another system left in the archive and hosts would run as a migration; a warning elsewhere',
  why: 'tar on macOS writes a twin `._name` of every file that has attributes, zip a folder `__MACOSX`. A twin below `migrations/` ends in `.sql`, so hosts would run it, and the install would fail at its first byte.',
  example: null,
};
