import { elsewhere, setting } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  reasonEmpty: (): Message =>
    message(
      'Asks for no reason anywhere: set `delete` or name actions.',
      'No pide motivo en ningún caso: ponga `delete` o nombre acciones.',
    ),
};

export const rule: Rule<'REASON-EMPTY'> = {
  id: 'REASON-EMPTY',
  level: 'error',
  fix: elsewhere((path) => [...path, 'delete'], setting(true)),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const asked = model.reason_required;
      if (asked === undefined) continue;
      const path = ['models', index, 'reason_required'];
      const named = asked.actions ?? [];
      if (asked.delete !== true && named.length === 0) report(path, texts.reasonEmpty());
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`reason_required` asks for nothing',
  why: 'The block asks for a reason nowhere, so it does nothing.',
  example: { at: '/models/0/reason_required', before: { min_length: 10 } },
};
