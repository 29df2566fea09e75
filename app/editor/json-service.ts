/**
 * Monaco's JSON service: it tells what the schema says of a place, folds and outlines; it offers nothing and never judges. It has a worker and
 * schemas of its own, which would compete with the first screen; until it is woken, the editor only colours its text.
 */
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import type { Locale } from '../../kernel/locale';
import { registerLate } from '../deploy/late';
import { useLanguage } from '../i18n/language';

/** A schema in one language. */
type Late = () => Promise<{ default: object }>;

interface Taught {
  uri: string;
  fileMatch: string[];
  /** With its teaching texts; each language is a file of its own, loaded when it is asked for. */
  texts: Record<Locale, Late>;
}

const TAUGHT: readonly Taught[] = [
  {
    uri: 'playground:manifest-v3',
    fileMatch: ['*/manifest.json', 'manifest.json'],
    texts: {
      en: registerLate(() => import('../../generated/schemas/manifest-v3.en.json')),
      es: registerLate(() => import('../../generated/schemas/manifest-v3.es.json')),
    },
  },
  {
    uri: 'playground:playground-file',
    fileMatch: [`*/${PLAYGROUND_FILE}`, PLAYGROUND_FILE],
    texts: {
      en: registerLate(() => import('../../generated/schemas/playground.en.json')),
      es: registerLate(() => import('../../generated/schemas/playground.es.json')),
    },
  },
];

const COLOURS_ONLY = { tokens: true };
/** Verdicts and layout (formatting.ts) come from our own engine alone, and no text of a project holds colours. */
const HELPS_TYPING = {
  ...COLOURS_ONLY,
  documentSymbols: true,
  foldingRanges: true,
  hovers: true,
  selectionRanges: true,
};

function teach(schemas: { uri: string; fileMatch: string[]; schema: object }[]): void {
  jsonDefaults.setDiagnosticsOptions({ validate: false, allowComments: false, enableSchemaRequest: false, schemas });
}

async function teachIn(language: Locale): Promise<void> {
  const schemas = await Promise.all(TAUGHT.map(async ({ texts, ...of }) => ({ ...of, schema: (await texts[language]()).default })));
  // The language may have been switched again while the files were on their way.
  if (useLanguage.getState().language === language) teach(schemas);
}

teach([]);
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
