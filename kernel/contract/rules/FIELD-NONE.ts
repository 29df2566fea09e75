import type { ActionField } from '../../../schemas';
import { dropping } from '../fixes/dropping';
import type { Step } from '../pointer';
import { HOST_COLUMNS, isBlank } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  none: (name: string): Message =>
    message(
      `The form has no field ${quote(name)}, so this never follows it.`,
      `El formulario no tiene el campo ${quote(name)}, así que esto nunca lo sigue.`,
    ),
};

type Follower = Pick<ActionField, 'visible_when' | 'depends_on'>;

function look({ visible_when: when, depends_on: on }: Follower, names: ReadonlySet<string>, path: readonly Step[], report: Report): void {
  const check = (name: string | undefined, place: readonly string[]): void => {
    if (name !== undefined && !isBlank(name) && !names.has(name)) report([...path, ...place], near(texts.none(name), name, names));
  };
  check(when?.field, ['visible_when', 'field']);
  check(on, ['depends_on']);
}

/** Not checked upstream: what follows a field that is not there stays hidden, or offers nothing. */
export const rule: Rule<'FIELD-NONE'> = {
  id: 'FIELD-NONE',
  level: 'warning',
  fix: dropping(),
  check: ({ manifest, models, ownModel }, report) => {
    for (const { model, index, columns, extensionColumns } of models) {
      // An extension's form is that of the record it extends, whose columns another addon may have.
      if (model.extends !== undefined) continue;
      const names = new Set([...columns.keys(), ...extensionColumns.keys(), ...HOST_COLUMNS]);
      model.columns.forEach((column, at) => look(column, names, ['models', index, 'columns', at], report));
    }
    (manifest.contributions?.actions ?? []).forEach(({ fields = [], steps = [], target_model: target }, index) => {
      const path = ['contributions', 'actions', index];
      const facts = target === undefined ? undefined : ownModel(target);
      const record = [...(facts?.columns.keys() ?? []), ...HOST_COLUMNS];
      // What is filled in on an earlier step is known on the later ones.
      const shown = [...fields, ...steps.flatMap((step) => step.fields)];
      const names = new Set([...shown.map(({ key }) => key), ...record]);
      const visit = (list: readonly ActionField[], known: ReadonlySet<string>, place: readonly Step[]): void =>
        list.forEach((field, at) => {
          look(field, known, [...place, at], report);
          const cells = field.item_fields ?? [];
          visit(cells, new Set([...known, ...cells.map(({ key }) => key)]), [...place, at, 'item_fields']);
        });
      visit(fields, names, [...path, 'fields']);
      steps.forEach((step, at) => visit(step.fields, names, [...path, 'steps', at, 'fields']));
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: '`visible_when` or `depends_on` names a field that the form does not have',
  isOwn: true,
  why: 'The field is never shown, or its choices are never narrowed: what it follows is not there.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', visible_when: { field: 'tokn', equals: 'x' } } },
};
