/** Secrets that the host tells a guest, which nobody else is shown. */
import type { InstalledAddon } from '../installed/registry';
import { isSecret } from '../settings/check';
import type { HostAnswer, HostCall } from './runner';

const text = new TextDecoder();

/** Every text of an answer of credentials. */
function textsOf(json: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (_, value: unknown) => {
      if (typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    // What is no JSON holds no credentials.
  }
  return found;
}

/** What an answer tells that is a secret: the value of a setting that is declared one, and credentials. */
export function secretsIn({ manifest }: InstalledAddon, { name, args }: HostCall, answer: HostAnswer): string[] {
  if (answer === null) return [];
  if (name === 'connector_get') return textsOf(text.decode(answer));
  if (name !== 'env_get') return [];
  const key = text.decode(args[0] ?? undefined);
  const setting = manifest.settings?.find((one) => one.key === key);
  return setting && isSecret(setting) ? [text.decode(answer)] : [];
}
