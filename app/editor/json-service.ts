/**
 * Monaco's JSON service: it helps with typing (completion, hover) and never judges. It has a worker and a
 * schema of its own, which would compete with the first screen; until it is woken, the editor only colours its text.
 */
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import type { Locale } from '../../kernel/locale';
import { registerLate } from '../deploy/late';
import { useLanguage } from '../i18n/language';

/** The schema with its teaching texts in one language; each is a file of its own, loaded when its language is. */
const SCHEMAS: Record<Locale, () => Promise<{ default: object }>> = {
  en: registerLate(() => import('../../generated/schemas/manifest-v3.en.json')),
  es: registerLate(() => import('../../generated/schemas/manifest-v3.es.json')),
};

const COLOURS_ONLY = { tokens: true };
/** Verdicts and layout (formatting.ts) come from our own engine alone, and no text of a project holds colours. */
const HELPS_TYPING = {
  ...COLOURS_ONLY,
  completionItems: true,
  documentSymbols: true,
  foldingRanges: true,
  hovers: true,
  selectionRanges: true,
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
jsonDefaults.setModeConfiguration(COLOURS_ONLY);

let awake = false;

/** Starts the service, once. */
export function wakeJsonService(): void {
  if (awake) return;
  awake = true;
  jsonDefaults.setModeConfiguration(HELPS_TYPING);
  void teachIn(useLanguage.getState().language);
  useLanguage.subscribe(({ language }, before) => {
    if (language !== before.language) void teachIn(language);
  });
}
