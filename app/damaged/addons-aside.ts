import type { Locale } from '../../kernel/locale';
import { installSentence } from '../../kernel/lifecycle/messages';
import type { SetAside } from '../../kernel/installed/registry';

export interface AddonAside {
  key: string;
  version: string;
  /** Without a full stop: it stands inside a sentence. */
  reason: string;
}

/** The addons that are set aside, each once however many organizations have it, with what is wrong in the person's language. */
export function addonsAside(setAside: readonly SetAside[], locale: Locale): AddonAside[] {
  const byKey = new Map(setAside.map((one) => [one.addonKey, one]));
  return [...byKey.values()].map((one) => ({
    key: one.addonKey,
    version: one.version,
    reason: (installSentence(one, locale) ?? one.reason).replace(/\.$/, ''),
  }));
}
