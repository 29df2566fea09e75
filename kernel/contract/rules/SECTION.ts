import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  sectionUnknown: (name: string): Message =>
    message(`The form has no section ${quote(name)}.`, `El formulario no tiene la sección ${quote(name)}.`),
};

/** Of the install plane, which newer hosts have loosened: warnings. */
export const rule: Rule<'SECTION'> = {
  id: 'SECTION',
  level: 'warning',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const sections = new Set((model.form_layout?.sections ?? []).map(({ key }) => key));
      model.columns.forEach(({ section }, at) => {
        const path = ['models', index, 'columns', at];
        if (section !== undefined && model.form_layout !== undefined && !sections.has(section))
          report([...path, 'section'], near(texts.sectionUnknown(section), section, sections));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a section the form does not have',
  isOwn: true,
  why: 'The field would be shown in no section.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', section: 'mian' },
    given: { '/models/0/form_layout': { mode: 'sections', sections: [{ key: 'main' }] } },
  },
};
