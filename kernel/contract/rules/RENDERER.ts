import { removing } from '../fixes/usual';
import type { Step } from '../pointer';
import type { ActionField } from '../../../schemas';
import { DISPLAYS, FIELD_TYPES, WIDGETS } from '../read/renderers';
import type { Rule, RulePage } from '../rule';
import { near, nearest } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  unknown: (name: string): Message =>
    message(
      `The runtime has nothing called ${quote(name)}, and shows plain text instead.`,
      `El runtime no tiene nada llamado ${quote(name)}, y muestra texto simple en su lugar.`,
    ),
};

/** The contract leaves both open, for renderers of other addons: only what resembles one of the runtime's own is taken for a slip. */
export const rule: Rule<'RENDERER'> = {
  id: 'RENDERER',
  level: 'warning',
  fix: removing(false),
  check: ({ manifest, models }, report) => {
    const look = (name: string | undefined, known: readonly string[], path: readonly Step[]): void => {
      if (name === undefined || name === '' || known.includes(name) || nearest(name, known) === null) return;
      report(path, near(texts.unknown(name), name, known));
    };
    for (const { model, index } of models) {
      model.columns.forEach(({ display, widget }, at) => {
        look(display, DISPLAYS, ['models', index, 'columns', at, 'display']);
        look(widget, WIDGETS, ['models', index, 'columns', at, 'widget']);
      });
    }
    const lookAt = (fields: readonly ActionField[], path: readonly Step[]): void =>
      fields.forEach(({ type, widget, item_fields: items = [] }, at) => {
        look(type, FIELD_TYPES, [...path, at, 'type']);
        look(widget, WIDGETS, [...path, at, 'widget']);
        lookAt(items, [...path, at, 'item_fields']);
      });
    (manifest.contributions?.actions ?? []).forEach(({ fields = [], steps = [] }, index) => {
      lookAt(fields, ['contributions', 'actions', index, 'fields']);
      steps.forEach((step, at) => lookAt(step.fields, ['contributions', 'actions', index, 'steps', at, 'fields']));
    });
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a `display` or `widget`, or the `type` of a field of an action, that resembles one of the runtime and is none',
  isOwn: true,
  why: 'The runtime falls back to plain text without a word.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', widget: 'textara' } },
};
