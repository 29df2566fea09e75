import { droppingMembers, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  stepsAndFields: (): Message =>
    message(
      'A wizard replaces the form: declare `steps` or `fields`, not both.',
      'Un asistente sustituye al formulario: declare `steps` o `fields`, no ambos.',
    ),
};

export const rule: Rule<'ACT-STEPS-FIELDS'> = {
  id: 'ACT-STEPS-FIELDS',
  level: 'error',
  fix: anyOf(droppingMembers(0, ['fields']), droppingMembers(0, ['steps'])),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      if ((action.steps ?? []).length > 0 && (action.fields ?? []).length > 0) report(path, texts.stepsAndFields());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an action with both a wizard and a form',
  why: 'The wizard takes the place of the form.',
  example: {
    at: '/contributions/actions/0/steps',
    before: [{ title: 'One', fields: [{ key: 'note', type: 'text' }] }],
    after: [],
    given: { '/contributions/actions/0/fields': [{ key: 'note', type: 'text' }] },
  },
};
