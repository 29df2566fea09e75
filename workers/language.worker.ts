/**
 * The contract engine in a worker of its own: a verdict never waits for the database, and typing never waits for either.
 * Bundles are judged here too, away from the page and its keys.
 */
import * as Comlink from 'comlink';
import { convert } from '../kernel/authoring/convert/convert';
import { designOf } from '../kernel/authoring/design/design';
import { openDraft } from '../kernel/authoring/design/draft';
import { operate } from '../kernel/authoring/design/operate';
import { fixesFor } from '../kernel/authoring/fixes/fixes';
import { proposalsFor, proposeAll } from '../kernel/authoring/fixes/proposals';
import { formatJson } from '../kernel/authoring/format';
import { entityGraph } from '../kernel/authoring/language/entity-graph';
import { hoverAt } from '../kernel/authoring/language/hover';
import { definitionAt, referencesAt } from '../kernel/authoring/language/navigate';
import { outlineOf } from '../kernel/authoring/language/outline';
import { trailAt } from '../kernel/authoring/language/trail';
import { projectNames } from '../kernel/authoring/language/surroundings';
import { renamableAt, renameAt } from '../kernel/authoring/language/rename';
import { suggestAt } from '../kernel/authoring/suggest';
import { columnTypeOf } from '../kernel/columns/column-type';
import { judgeProject } from '../kernel/project/judge';
import { sqlParserFor } from '../kernel/contract/sql/load';
import { pageVerdict } from '../kernel/host/page-verdict';
import { createFilesHolder } from './project-files';
import { openBundle, openZip } from './open-bundle';
import type { LanguageWorkerApi } from './protocol';

const sqlTypeOf = (type: string): string | null => columnTypeOf(type)?.sql ?? null;

/** What makes an addon of a description: asked for by few, and then again and again. */
const drafting = () =>
  Promise.all([import('../kernel/drafting/read'), import('../kernel/drafting/manifest'), import('../kernel/contract/sql/load')]);

/** Schemas with their teaching texts, each loaded when it is first asked for. */
const SCHEMAS = {
  manifest: {
    en: () => import('../generated/schemas/manifest-v3.en.json'),
    es: () => import('../generated/schemas/manifest-v3.es.json'),
  },
  playground: {
    en: () => import('../generated/schemas/playground.en.json'),
    es: () => import('../generated/schemas/playground.es.json'),
  },
} as const;

const holder = createFilesHolder();

const api: LanguageWorkerApi = {
  async judge(change, locale) {
    const files = holder.apply(change);
    return files && pageVerdict(judgeProject(files, { locale, ...(await sqlParserFor(files.keys())) }));
  },
  suggest: (text, offset, { file, locale, ...known }) =>
    suggestAt(text, offset, {
      file,
      locale,
      surroundings: () => ({ ...projectNames(holder.files(), text), ...known }),
      schema: async () => (await SCHEMAS[file][locale]()).default,
    }),
  hover: (text, offset, locale) => hoverAt(text, offset, locale, sqlTypeOf),
  definition: definitionAt,
  references: referencesAt,
  renamable: renamableAt,
  rename: renameAt,
  format: formatJson,
  outline: outlineOf,
  trail: trailAt,
  fixes: (text, diagnostic) => fixesFor(text, diagnostic, { files: holder.files() }),
  proposals: (text, diagnostic) => proposalsFor(text, diagnostic, { files: holder.files() }),
  proposeAll: (text) => proposeAll(text, { files: holder.files() }),
  convert,
  graph: entityGraph,
  design: designOf,
  operate,
  async draft(text, called) {
    const [{ readDraft }, , { loadSqlParser }] = await drafting();
    return readDraft(text, { called, sqlParser: loadSqlParser });
  },
  async draftedProject(text, called, name, locale) {
    const [{ readDraft }, { projectOfDraft }, { loadSqlParser }] = await drafting();
    return projectOfDraft(await readDraft(text, { called, sqlParser: loadSqlParser }), name, locale);
  },
  setValue(text, path, value) {
    const draft = openDraft(text);
    draft.change({ do: 'set', path, value });
    return draft.text();
  },
  openBundle,
  openZip,
};

Comlink.expose(api);
