import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  configNone: (): Message => message('Needs `model` or `url`.', 'Necesita `model` o `url`.'),
};

export const rule: Rule<'CFG-NONE'> = {
  id: 'CFG-NONE',
  level: 'error',
  fix: anyOf(choosingModel('model'), dropping()),
  check: ({ manifest }, report) => {
    const config = manifest.contributions?.config;
    if (config === undefined) return;
    const path = ['contributions', 'config'];
    const hasModel = !isEmpty(config.model);
    if (!hasModel && isEmpty(config.url)) report(path, texts.configNone());
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a settings entry with neither',
  why: 'Settings live nowhere.',
  example: { at: '/contributions/config', before: { title: 'Shop' }, after: { title: 'Shop', url: '/settings/shop' } },
};
