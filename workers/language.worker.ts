/**
 * The contract engine in a worker of its own: a verdict never waits for the database, and typing never waits for either.
 * Bundles are judged here too, away from the page and its keys.
 */
import * as Comlink from 'comlink';
import { differencesFrom } from '../kernel/bundle/checksums';
import { importPublicKeys } from '../kernel/bundle/keys';
import { localizedSentence } from '../kernel/bundle/messages';
import { openBundle } from '../kernel/bundle/open';
import { readBundle } from '../kernel/bundle/read';
import { keyText, sideText, signatureText } from '../kernel/bundle/side-files';
import { check } from '../kernel/contract/check';
import type { Locale } from '../kernel/locale';
import { convert } from '../kernel/authoring/convert/convert';
import { fixAll, fixesFor, isAnyFixable } from '../kernel/authoring/fixes/fixes';
import { formatJson } from '../kernel/authoring/format';
import { completionsAt } from '../kernel/authoring/language/complete';
import { entityGraph } from '../kernel/authoring/language/entity-graph';
import { hoverAt } from '../kernel/authoring/language/hover';
import { definitionAt, referencesAt } from '../kernel/authoring/language/navigate';
import { outlineOf } from '../kernel/authoring/language/outline';
import { projectNames } from '../kernel/authoring/language/surroundings';
import { renamableAt, renameAt } from '../kernel/authoring/language/rename';
import { columnTypeOf } from '../kernel/columns/column-type';
import { KernelError, messageOf } from '../kernel/errors';
import { arrivalNotices } from '../kernel/project/arrival';
import { folderSentence } from '../kernel/project/folder-messages';
import { judgeProject } from '../kernel/project/judge';
import { readZip } from '../kernel/project/unzip';
import { sqlParserFor } from '../kernel/contract/sql/load';
import { pageVerdict } from '../kernel/host/page-verdict';
import { createFilesHolder } from './project-files';
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
  const opened = await openBundle(packed, { signature, trustedKeys, offeredKeys, developmentMode, locale });
  opened.bundle?.warnings.push(...arrivalNotices(opened.bundle, order.fileName, locale));
  if (checksums === null) return { opened, differences: null };
  // Of a bundle that may not be opened, the names that changed are told, and nothing else leaves this worker.
  const bundle = opened.bundle ?? (await readBundle(packed).catch(() => null));
  return { opened, differences: bundle && (await differencesFrom(bundle.files, sideText(checksums))) };
}

const sqlTypeOf = (type: string): string | null => columnTypeOf(type)?.sql ?? null;

const holder = createFilesHolder();

const api: LanguageWorkerApi = {
  async judge(change, locale) {
    const files = holder.apply(change);
    return files && pageVerdict(judgeProject(files, { locale, ...(await sqlParserFor(files.keys())) }));
  },
  complete: (text, offset, { icons, ...neighbours }) =>
    completionsAt(text, offset, { ...projectNames(holder.files(), text), ...neighbours, icons }),
  hover: (text, offset, locale) => hoverAt(text, offset, locale, sqlTypeOf),
  definition: definitionAt,
  references: referencesAt,
  renamable: renamableAt,
  rename: renameAt,
  format: formatJson,
  outline: outlineOf,
  fixes: (text, diagnostic) => fixesFor(text, diagnostic, { files: holder.files() }),
  fixAll(text) {
    const fixed = fixAll(text, check(text).diagnostics);
    const options = { files: holder.files() };
    return { ...fixed, isAnyFixable: fixed.applied === 0 && isAnyFixable(text, check(text, options).diagnostics, options) };
  },
  convert,
  graph: entityGraph,
  openBundle: (order) => outcome(order.locale, () => open(order)),
  openZip: (packed, locale) => outcome(locale, () => readZip(packed)),
};

Comlink.expose(api);
