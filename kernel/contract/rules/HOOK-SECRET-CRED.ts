import { choosingSecret } from '../fixes/particular';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  secretCredential: (key: string, connector: string): Message =>
    message(
      `The connector ${quote(connector)} has no credential ${quote(key)}.`,
      `El conector ${quote(connector)} no tiene la credencial ${quote(key)}.`,
    ),
};

export const rule: Rule<'HOOK-SECRET-CRED'> = {
  id: 'HOOK-SECRET-CRED',
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
      const [connector, credential] = [secret.slice(0, Math.max(dot, 0)), secret.slice(dot + 1)];
      if (!isBlank(secret) && dot >= 0 && credentials.has(connector) && credentials.get(connector)?.has(credential) !== true)
        report(where, near(texts.secretCredential(credential, connector), credential, credentials.get(connector) ?? []));
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: '`secret_ref` names no credential of the connector',
  why: 'The connector has no such credential.',
  example: { at: '/webhooks', before: [{ key: 'in', path: '/in', do: 'wasm:Receive', verify: 'bearer', secret_ref: 'mail.sekret' }] },
};
