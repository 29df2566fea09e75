import type { ManifestV3 } from '../../../schemas';
import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  reasonAction: (action: string, model: string): Message =>
    message(`${quote(action)} is no action contributed for ${model}.`, `${quote(action)} no es una acción aportada para ${model}.`),
};

const actionsOf = (manifest: ManifestV3, model: string): string[] =>
  (manifest.contributions?.actions ?? []).flatMap(({ target_model, key }) => (target_model === model ? [key] : []));

export const rule: Rule<'REASON-ACTION'> = {
  id: 'REASON-ACTION',
  level: 'error',
  fix: removing(false),
  check: ({ manifest, models }, report) => {
    const actions = new Set(
      (manifest.contributions?.actions ?? []).map(({ target_model, key }) => JSON.stringify([target_model ?? '', key])),
    );
    for (const { model, index } of models) {
      const asked = model.reason_required;
      if (asked === undefined) continue;
      const path = ['models', index, 'reason_required'];
      const named = asked.actions ?? [];
      named.forEach((action, at) => {
        if (!actions.has(JSON.stringify([model.key, action])))
          report([...path, 'actions', at], near(texts.reasonAction(action, model.key), action, actionsOf(manifest, model.key)));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`reason_required` names an action that is not contributed for the model',
  why: 'Nobody is asked, because the action does not exist on this model.',
  example: { at: '/models/0/reason_required', before: { actions: ['sned'] } },
};
