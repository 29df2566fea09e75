/**
 * What the roles of an addon are granted, read as the data routes read it: `*`, the host's roles and core models are the
 * host's to give, and a grant that spells neither a verb nor an action opens nothing (docs/architecture/04, SEC-PERMISSIONS).
 */
import { verbOf } from '../permission-verbs';
import type { ModelFacts, RuleContext } from './context';

/** An own model as a grant names it: by table or key in any case, with or without the addon before it. */
export function ownModel({ manifest, models }: RuleContext, name: string): ModelFacts | undefined {
  const prefix = `${manifest.metadata.key}.`;
  const bare = (name.startsWith(prefix) ? name.slice(prefix.length) : name).toLowerCase();
  return models.find(({ model }) => model.table.toLowerCase() === bare || model.key.toLowerCase() === bare);
}

function isAction({ manifest }: RuleContext, { model }: ModelFacts, key: string): boolean {
  const targets = new Set([model.key, model.table, `${manifest.metadata.key}.${model.key}`]);
  return (manifest.contributions?.actions ?? []).some((action) => action.key === key && targets.has(action.target_model ?? ''));
}

/** Whether a word opens something of a model: a verb in one of its spellings, or an action. */
export const opens = (context: RuleContext, facts: ModelFacts, word: string): boolean =>
  word.startsWith('action:')
    ? isAction(context, facts, word.slice('action:'.length))
    : verbOf(word) !== null || isAction(context, facts, word);
