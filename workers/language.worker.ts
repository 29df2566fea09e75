/**
 * The contract engine in a worker of its own: a verdict never waits for the database, and typing never waits for either.
 * Bundles are judged here too, away from the page and its keys.
 */
import * as Comlink from 'comlink';
import { importPublicKey } from '../kernel/bundle/keys';
import { localizedSentence } from '../kernel/bundle/messages';
import { openBundle } from '../kernel/bundle/open';
import { check } from '../kernel/contract/check';
import { convert } from '../kernel/contract/convert/convert';
import { fixAll, fixesFor } from '../kernel/contract/fixes/fixes';
import { formatJson } from '../kernel/contract/format';
import { completionsAt } from '../kernel/contract/language/complete';
import { entityGraph } from '../kernel/contract/language/entity-graph';
import { hoverAt } from '../kernel/contract/language/hover';
import { definitionAt, referencesAt } from '../kernel/contract/language/navigate';
import { outlineOf } from '../kernel/contract/language/outline';
import { projectNames } from '../kernel/contract/language/surroundings';
import { renamableAt, renameAt } from '../kernel/contract/language/rename';
import { columnType } from '../kernel/installer/column-type';
import { KernelError, messageOf } from '../kernel/errors';
import { judgeProject } from '../kernel/project/judge';
import { sqlParserFor } from '../kernel/contract/sql/load';
import { pageVerdict } from './page-verdict';
import { createFilesHolder } from './project-files';
import type { LanguageWorkerApi, OpenBundleOrder, OpenBundleReport } from './protocol';

async function open(order: OpenBundleOrder): Promise<OpenBundleReport> {
  try {
    const offeredKeys = await Promise.all(order.offeredKeyFiles.map((text) => importPublicKey(text)));
    const { packed, trustedKeys, developmentMode, locale } = order;
    const signature = order.signature ?? undefined;
    return { ok: true, opened: await openBundle(packed, { signature, trustedKeys, offeredKeys, developmentMode, locale }) };
  } catch (error) {
    if (error instanceof KernelError) return { ok: false, code: error.code, message: localizedSentence(error, order.locale) };
    return { ok: false, code: 'internal_error', message: messageOf(error) };
  }
}

function sqlTypeOf(type: string): string | null {
  try {
    return columnType(type).sql;
  } catch {
    return null;
  }
}

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
  fixAll: (text) => fixAll(text, check(text).diagnostics),
  convert,
  graph: entityGraph,
  openBundle: open,
};

Comlink.expose(api);
