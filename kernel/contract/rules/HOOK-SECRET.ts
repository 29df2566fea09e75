import { choosingSecret } from '../fixes/particular';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  secretNeeded: (): Message => message('`verify` needs `secret_ref`.', '`verify` necesita `secret_ref`.'),
};

export const rule: Rule<'HOOK-SECRET'> = {
  id: 'HOOK-SECRET',
  level: 'error',
  fix: choosingSecret,
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    given.forEach(({ verify, secret_ref: secret = '' }, index) => {
      if (verify === undefined) return;
      const where = ['webhooks', index, 'secret_ref'];
      if (isBlank(secret)) report(where, texts.secretNeeded());
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: '`verify` without `secret_ref`',
  why: 'A signature is checked against a secret.',
  example: {
    at: '/webhooks',
    before: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer' }],
    after: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer', secret_ref: 'mail.secret' }],
  },
};
