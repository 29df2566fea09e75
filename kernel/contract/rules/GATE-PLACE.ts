import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-PLACE'> = { id: 'GATE-PLACE', level: 'warning' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'texts outside `locales/` or a template outside `templates/`, which hosts never load',
  why: 'A bundle is unpacked by the names of its folders: texts come from `locales/*.json`, templates from `templates/*.html`. What lies elsewhere travels along and is never read.',
  example: null,
};
