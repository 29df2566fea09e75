import { at } from '../fix';
import { rewriting } from '../fixes/rewriting';
import { snakeCase } from '../v2/names';
import { isVerbLike } from '../permission-verbs';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  actionVerb: (key: string): Message =>
    message(
      `${quote(key)} is also a verb of permissions: the action is granted as \`action:${key}\`, and not by the right to the verb.`,
      `${quote(key)} es también un verbo de permisos: la acción se concede como \`action:${key}\`, no con el permiso del verbo.`,
      'Give the action a key of its own, such as approve or send.',
      'Dé a la acción una clave propia, como approve o send.',
    ),
};

export const rule: Rule<'ACT-VERB'> = {
  id: 'ACT-VERB',
  level: 'warning',
  fix: rewriting((key, target) => snakeCase(`${key}_${String(at(target, ...target.path.slice(0, -1), 'target_model'))}`)),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach(({ key }, index) => {
      if (isVerbLike(key)) report(['contributions', 'actions', index, 'key'], texts.actionVerb(key));
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'an action is called like a verb of permissions',
  isOwn: true,
  why: 'Verbs and actions share no word: `orders.view` is reading, so an action called `view` is granted by another name than one expects.',
  example: { at: '/contributions/actions/0/key', before: 'view', after: 'send' },
};
