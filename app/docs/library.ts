/** All that can be read in the app: what stands in `docs/`, and the reference that is written from the contract. */
import MiniSearch from 'minisearch';
import { referencePages } from '../../kernel/authoring/reference/pages';
import type { ContractSchema } from '../../kernel/authoring/reference/schema';
import type { Locale } from '../../kernel/locale';
import { registerLate } from '../deploy/late';
import { writtenIn } from './pages';

/** Parts of the contents, in their order. */
export const SHELVES = ['guides', 'reference', 'rules', 'architecture', 'more'] as const;
export type Shelf = (typeof SHELVES)[number];

export interface Document {
  id: string;
  shelf: Shelf;
  title: string;
  /** Markdown. */
  text: string;
  /** A line beside the title in lists: where a part of the contract stands, what a rule means. */
  note: string;
  /** The language of title, note and text. */
  language: Locale;
}

export interface Library {
  documents: readonly Document[];
  find: (id: string) => Document | undefined;
  /** The documents that have the words, the best first. */
  search: (words: string) => readonly Document[];
}

/** The guides in the order in which somebody new reads them. */
const GUIDES = [
  'first-addon',
  'models',
  'screens',
  'permissions',
  'actions',
  'publishing',
  'embedding',
  'continuous-integration',
  'cli',
  'editors',
];

const MAX_RESULTS = 40;

/** Fetched in an idle moment, so that the reference can be read without a network in the other language too. */
const CONTRACTS: Readonly<Record<Locale, () => Promise<ContractSchema>>> = {
  en: registerLate(async () => (await import('../../generated/schemas/manifest-v3.en.json')).default as unknown as ContractSchema),
  es: registerLate(async () => (await import('../../generated/schemas/manifest-v3.es.json')).default as unknown as ContractSchema),
};

/** The contract with its descriptions in a language. Fetched when it is first asked for. */
export const contractIn = (language: Locale): Promise<ContractSchema> => CONTRACTS[language]();

const RULE = 'contract/rules/';

function shelfOf(id: string): Shelf {
  if (id.startsWith('guides/')) return 'guides';
  if (id.startsWith(RULE)) return 'rules';
  return id.startsWith('architecture/') ? 'architecture' : 'more';
}

/** The first heading of a document. */
const titleOf = (text: string, id: string): string => /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? id;

/** The sentence in bold below the heading of a rule's page. */
const meaningOf = (text: string): string => /^\*\*(.+)\*\*$/m.exec(text)?.[1]?.replaceAll('`', '') ?? '';

function orderOf({ id, shelf }: Document): number {
  if (shelf !== 'guides') return 0;
  const at = GUIDES.indexOf(id.slice('guides/'.length));
  return at === -1 ? GUIDES.length : at;
}

async function documentsIn(language: Locale): Promise<Document[]> {
  const written = writtenIn(language).map(({ id, text, language: own }): Document => {
    const shelf = shelfOf(id);
    return { id, shelf, title: titleOf(text, id), text, note: shelf === 'rules' ? meaningOf(text) : '', language: own };
  });
  const reference = referencePages(await contractIn(language), language).map(({ name, place, text }): Document => {
    return { id: `reference/${name}`, shelf: 'reference', title: name, text, note: place, language };
  });
  return SHELVES.flatMap((shelf) =>
    shelf === 'reference'
      ? reference
      : written
          .filter((one) => one.shelf === shelf)
          .toSorted((one, other) => orderOf(one) - orderOf(other) || (one.id < other.id ? -1 : 1)),
  );
}

async function libraryIn(language: Locale): Promise<Library> {
  const documents = await documentsIn(language);
  const byId = new Map(documents.map((document) => [document.id, document]));
  let index: MiniSearch<Document> | null = null;
  const built = (): MiniSearch<Document> => {
    if (index) return index;
    index = new MiniSearch<Document>({ fields: ['title', 'note', 'text'], searchOptions: { boost: { title: 8, note: 3 }, prefix: true } });
    index.addAll(documents);
    return index;
  };
  return {
    documents,
    find: (id) => byId.get(id),
    search: (words) =>
      built()
        .search(words, { combineWith: 'AND', fuzzy: (term) => (term.length > 4 ? 0.2 : false) })
        .slice(0, MAX_RESULTS)
        .flatMap(({ id }) => byId.get(String(id)) ?? []),
  };
}

const libraries = new Map<Locale, Promise<Library>>();

/** The documents in a language. Put together once. */
export function loadLibrary(language: Locale): Promise<Library> {
  let library = libraries.get(language);
  if (!library) {
    library = libraryIn(language);
    // What could not be fetched is asked for again.
    library.catch(() => libraries.delete(language));
    libraries.set(language, library);
  }
  return library;
}
