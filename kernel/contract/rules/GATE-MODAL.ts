import { at, type FixRule, set, textOf } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  gateModal: (wanted: string): Message =>
    message(
      `The publish check wants the modal to be named ${quote(wanted)}.`,
      `La revisión de publicación quiere que el modal se llame ${quote(wanted)}.`,
    ),
};

/** The publish check wants `<addon>.<action>`. */
const modalName: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -1), 'key'));
  const name = `${textOf(at(target, 'metadata', 'key'))}.${key}`;
  return [{ id: 'write', title: titles.write(name), safe: false, changes: set(target.path, name) }];
};

export const rule: Rule<'GATE-MODAL'> = {
  id: 'GATE-MODAL',
  level: 'strict',
  fix: modalName,
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      const wanted = `${manifest.metadata.key}.${action.key}`;
      if (action.modal !== undefined && action.modal !== '' && action.modal !== wanted) report([...path, 'modal'], texts.gateModal(wanted));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a modal not named `<addon>.<action>`',
  why: 'The frontend registers its dialogs under this name, and the publish check compares them.',
  example: { at: '/contributions/actions/0/modal', before: 'send' },
};
