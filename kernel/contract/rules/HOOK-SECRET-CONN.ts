import { choosingSecret } from '../fixes/particular';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  secretConnector: (key: string): Message =>
    message(`${quote(key)} is not a connector of this manifest.`, `${quote(key)} no es un conector de este manifiesto.`),
};

export const rule: Rule<'HOOK-SECRET-CONN'> = {
  id: 'HOOK-SECRET-CONN',
  level: 'error',
  fix: choosingSecret,
  isShared: true,
  check: ({ manifest }, report) => {
    const given = manifest.webhooks ?? [];
    const credentials = new Map(
      (manifest.connectors ?? []).map((connector) => [connector.key, new Set((connector.credentials ?? []).map(({ key }) => key))]),
    );
    given.forEach(({ verify, secret_ref: secret = '' }, index) => {
      if (verify === undefined) return;
      const where = ['webhooks', index, 'secret_ref'];
      const dot = secret.indexOf('.');
      const connector = secret.slice(0, Math.max(dot, 0));
      if (!isBlank(secret) && dot >= 0 && !credentials.has(connector))
        report(where, near(texts.secretConnector(connector), connector, credentials.keys()));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: '`secret_ref` names no connector',
  why: 'The connector is not declared.',
  example: { at: '/webhooks', before: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer', secret_ref: 'mial.secret' }] },
};
