import type { Rule, RulePage } from '../rule';

export const rule: Rule<'GATE-GO'> = { id: 'GATE-GO', level: 'strict' };

export const page: RulePage = {
  section: 'gates that read files',
  meaning: 'there is a folder `backend/`, and no Go source in it registers a handler for the address of a webhook',
  why: 'Nothing in the sources answers the address, so the action would end in “not found”. The publish check asks for a handler as soon as there is a folder `backend/`, whatever it holds.',
  example: null,
};
