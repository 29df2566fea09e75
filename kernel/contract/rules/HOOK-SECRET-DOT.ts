import { choosingSecret } from '../fixes/particular';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  secretShape: (text: string): Message =>
    message(
      `${quote(text)} must be a connector and a credential joined by a dot.`,
      `${quote(text)} debe ser un conector y una credencial unidos por un punto.`,
    ),
};

export const rule: Rule<'HOOK-SECRET-DOT'> = {
  id: 'HOOK-SECRET-DOT',
  level: 'error',
  fix: choosingSecret,
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    given.forEach(({ verify, secret_ref: secret = '' }, index) => {
      if (verify === undefined) return;
      const where = ['webhooks', index, 'secret_ref'];
      const dot = secret.indexOf('.');
      if (!isBlank(secret) && dot < 0) report(where, texts.secretShape(secret));
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
