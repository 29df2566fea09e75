/** Bundles and zips as the language worker opens them: judged, and told in the person's language. */
import { differencesFrom } from '../kernel/bundle/checksums';
import { importPublicKeys } from '../kernel/bundle/keys';
import { localizedSentence } from '../kernel/bundle/messages';
import { openBundle as judge } from '../kernel/bundle/open';
import { readBundle } from '../kernel/bundle/read';
import { keyText, sideText, signatureText } from '../kernel/bundle/side-files';
import { KernelError, messageOf } from '../kernel/errors';
import type { Locale } from '../kernel/locale';
import { arrivalNotices } from '../kernel/project/arrival';
import { folderSentence } from '../kernel/project/folder-messages';
import { addonInArchive, readZip } from '../kernel/project/unzip';
import type { JudgedBundle, LanguageWorkerApi, OpenBundleOrder, Outcome } from './protocol';

async function outcome<T>(locale: Locale, work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof KernelError)) return { ok: false, code: 'internal_error', message: messageOf(error) };
    return { ok: false, code: error.code, message: folderSentence(error, locale) ?? localizedSentence(error, locale) };
  }
}

async function open(order: OpenBundleOrder): Promise<JudgedBundle> {
  const { packed, trustedKeys, developmentMode, locale, checksums } = order;
  const offeredKeys = (await Promise.all(order.offeredKeyFiles.map((file) => importPublicKeys(keyText(file))))).flat();
  const signature = order.signature === null ? undefined : signatureText(order.signature);
  const reading = { locale, addonIn: addonInArchive };
  const opened = await judge(packed, { ...reading, signature, trustedKeys, offeredKeys, developmentMode });
  opened.bundle?.warnings.push(...arrivalNotices(opened.bundle, order.fileName, locale));
  if (checksums === null) return { opened, differences: null };
  // Of a bundle that may not be opened, the names that changed are told, and nothing else leaves this worker.
  const bundle = opened.bundle ?? (await readBundle(packed, reading).catch(() => null));
  return { opened, differences: bundle && (await differencesFrom(bundle.files, sideText(checksums))) };
}

export const openBundle: LanguageWorkerApi['openBundle'] = (order) => outcome(order.locale, () => open(order));

export const openZip: LanguageWorkerApi['openZip'] = (packed, locale) => outcome(locale, () => readZip(packed));
