import { elsewhere } from '../fixes/usual';
import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CFG-MODEL'> = {
  id: 'CFG-MODEL',
  level: 'error',
  fix: anyOf(
    choosingModel(),
    elsewhere((path) => path.slice(0, -1), dropping()),
  ),
  check: ({ manifest, byKey }, report) => {
    const config = manifest.contributions?.config;
    if (config === undefined) return;
    const path = ['contributions', 'config'];
    const hasModel = !isEmpty(config.model);
    if (hasModel && !byKey.has(config.model ?? '')) report([...path, 'model'], commonMessages.noModel(config.model ?? '', byKey.keys()));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a settings entry for a model that is not own',
  why: 'Settings are kept in an own model.',
  example: { at: '/contributions/config', before: { model: 'Ordr' } },
};
