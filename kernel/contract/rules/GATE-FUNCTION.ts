import { at, type FixRule, set, textOf } from '../fix';
import { titles } from '../fixes/titles';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  gateFunction: (): Message =>
    message(
      'The publish check wants the name of the export a wasm action calls.',
      'La revisión de publicación quiere el nombre del export que llama una acción wasm.',
      'Add `function`.',
      'Agregue `function`.',
    ),
};

/** The export of an action is most often named after it. */
const functionName: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -2), 'key')).replaceAll(/\W+/g, '_');
  return key === '' ? [] : [{ id: 'write', title: titles.write(key), safe: false, changes: set(target.path, key) }];
};

export const rule: Rule<'GATE-FUNCTION'> = {
  id: 'GATE-FUNCTION',
  level: 'strict',
  fix: functionName,
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      if (action.handler.type === 'wasm' && isBlank(action.handler.function))
        report([...path, 'handler', 'function'], texts.gateFunction());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a wasm action without function',
  why: 'There is nothing to call.',
  example: { at: '/contributions/actions/0/handler', before: { type: 'wasm' } },
};
