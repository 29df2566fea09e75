/**
 * Monaco, bundled: editor, JSON and SQL, nothing from another origin. Its JSON service helps with typing (completion,
 * hover); it never judges. Verdicts come from our own engine alone.
 */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import type { Locale } from '../../kernel/contract/diagnostic';
import { useLanguage } from '../i18n/language';

globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

/** The schema with its teaching texts in one language; each is a file of its own, loaded when its language is. */
const SCHEMAS: Record<Locale, () => Promise<{ default: object }>> = {
  en: () => import('../../generated/schemas/manifest-v3.en.json'),
  es: () => import('../../generated/schemas/manifest-v3.es.json'),
};

function teach(schema: object | null): void {
  jsonDefaults.setDiagnosticsOptions({
    validate: false,
    allowComments: false,
    enableSchemaRequest: false,
    schemas: schema === null ? [] : [{ uri: 'playground:manifest-v3', fileMatch: ['*/manifest.json', 'manifest.json'], schema }],
  });
}

async function teachIn(language: Locale): Promise<void> {
  const { default: schema } = await SCHEMAS[language]();
  // The language may have been switched again while the file was on its way.
  if (useLanguage.getState().language === language) teach(schema);
}

teach(null);
void teachIn(useLanguage.getState().language);
useLanguage.subscribe(({ language }, before) => {
  if (language !== before.language) void teachIn(language);
});

loader.config({ monaco });

export { monaco };
