import { elsewhere, removing } from '../fixes/usual';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  configBoth: (): Message => message('`model` and `url` exclude each other.', '`model` y `url` se excluyen.'),
};

export const rule: Rule<'CFG-BOTH'> = {
  id: 'CFG-BOTH',
  level: 'error',
  fix: elsewhere((path) => [...path, 'url'], removing(false)),
  check: ({ manifest }, report) => {
    const config = manifest.contributions?.config;
    if (config === undefined) return;
    const path = ['contributions', 'config'];
    const hasModel = !isEmpty(config.model);
    if (hasModel && !isEmpty(config.url)) report(path, texts.configBoth());
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a settings entry with both model and url',
  why: 'Settings live in one place.',
  example: { at: '/contributions/config', before: { model: 'Order', url: '/settings/shop' } },
};
