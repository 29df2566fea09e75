import { dropping } from '../fixes/dropping';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  liveSecret: (): Message =>
    message(
      'This looks like a live key. A manifest is public.',
      'Esto parece una clave real. Un manifiesto es público.',
      'Use a setting of type secret or a credential of a connector, and revoke the key.',
      'Use un ajuste de tipo secret o una credencial de un conector, y revoque la clave.',
    ),
};

/** Keys as their issuers write them; test keys are left alone. */
const LIVE_KEYS =
  /^(?:sk_live_[A-Za-z0-9]{16,}|rk_live_[A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|xox[abprs]-[A-Za-z0-9-]{20,}|AIza[0-9A-Za-z_-]{35}|SG\.[\w-]{20,}\.[\w-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*)$/;

/** Values looked at; the parser bounds the document itself. */
const MAX_VALUES_LOOKED_AT = 400_000;

export const rule: Rule<'PROM-SECRET'> = {
  id: 'PROM-SECRET',
  level: 'warning',
  fix: dropping(),
  check: ({ manifest }, report) => {
    const stack: { value: unknown; path: readonly Step[] }[] = [{ value: manifest, path: [] }];
    for (let seen = 0; stack.length > 0 && seen < MAX_VALUES_LOOKED_AT; seen += 1) {
      const { value, path } = stack.pop() ?? { value: null, path: [] };
      if (typeof value === 'string') {
        if (value.length < 5000 && LIVE_KEYS.test(value)) report(path, texts.liveSecret());
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, member] of Object.entries(value)) stack.push({ value: member, path: [...path, name] });
      }
    }
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a text that looks like a live key',
  why: 'Whoever installs the addon can read the manifest, and so can everybody on the marketplace.',
  example: {
    at: '/settings',
    before: [{ key: 'token', type: 'string', default: 'AKIAIOSFODNN7EXAMPLE' }],
    after: [{ key: 'token', type: 'secret' }],
  },
};
