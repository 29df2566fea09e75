import { blockMessages } from '../messages/blocks';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'HOOK-SECRET-DOT'> = {
  id: 'HOOK-SECRET-DOT',
  level: 'error',
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    given.forEach(({ verify, secret_ref: secret = '' }, index) => {
      if (verify === undefined) return;
      const where = ['webhooks', index, 'secret_ref'];
      const dot = secret.indexOf('.');
      if (!isBlank(secret) && dot < 0) report(where, blockMessages.secretShape(secret));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: '`secret_ref` without a dot',
  why: 'The secret is a credential of a connector.',
  example: {
    at: '/webhooks',
    before: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer', secret_ref: 'mail' }],
    after: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer', secret_ref: 'mail.secret' }],
  },
};
