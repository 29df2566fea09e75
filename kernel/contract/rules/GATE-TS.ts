import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-TS'> = { id: 'GATE-TS', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: "the sources of the frontend register no dialog under the name of an action's modal",
  why: 'Nothing in the sources draws the dialog, so the action would open nothing. Looked for are `registerModal({ slug: "…"`, with the slug first, and `registerActionComponent("…", "…"`.',
  example: null,
};
