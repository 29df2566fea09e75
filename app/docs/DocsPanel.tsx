import { Button } from '@asteby/metacore-ui/primitives';
import { ArrowLeft, ChevronRight, ListTree } from 'lucide-react';
import { type ReactNode, use, useEffect, useRef } from 'react';
import { useLanguage } from '../i18n/language';
import { openDocument, useLayout } from '../layout/layout';
import { type Document, type Library, loadLibrary, SHELVES } from './library';
import { Markdown } from './Markdown';
import { goBack, searchFor, useReading } from './reading';
import { useDocsStrings } from './strings';

function Entry({ entry }: { entry: Document }) {
  return (
    <li>
      <button
        type="button"
        lang={entry.language}
        onClick={() => openDocument(entry.id)}
        className="hover:bg-accent flex min-h-7 w-full items-baseline gap-2 rounded px-2 py-1 text-left"
      >
        <span className="min-w-0 break-words">{entry.title}</span>
        <span className="text-muted-foreground min-w-16 flex-1 truncate text-xs">{entry.note}</span>
      </button>
    </li>
  );
}

const List = ({ entries }: { entries: readonly Document[] }): ReactNode => (
  <ul>
    {entries.map((entry) => (
      <Entry key={entry.id} entry={entry} />
    ))}
  </ul>
);

/** Everything there is to read. Guides stand open, the long lists are opened. */
function Contents({ library }: { library: Library }) {
  const strings = useDocsStrings();
  return (
    <nav aria-label={strings.contents}>
      {SHELVES.map((shelf) => (
        <details key={shelf} open={shelf === 'guides'} className="group mb-1">
          <summary className="hover:bg-accent flex min-h-8 cursor-pointer list-none items-center gap-1 rounded px-1 font-medium">
            <ChevronRight className="size-4 shrink-0 transition-transform group-open:rotate-90" aria-hidden />
            {strings.shelves[shelf]}
          </summary>
          <List entries={library.documents.filter((document) => document.shelf === shelf)} />
        </details>
      ))}
    </nav>
  );
}

function Found({ library, words }: { library: Library; words: string }) {
  const strings = useDocsStrings();
  const found = library.search(words);
  return (
    <>
      <p role="status" className="text-muted-foreground px-2 pb-1 text-xs">
        {found.length === 0 ? strings.nothing : strings.found(found.length)}
      </p>
      <List entries={found} />
    </>
  );
}

/** What was asked for: what the words are found in, the page that is open, or the contents. */
function Reading({ library, words }: { library: Library; words: string }) {
  const strings = useDocsStrings();
  const id = useLayout((state) => state.document);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView();
  }, [id]);
  const shown = library.find(id);
  if (words.trim() !== '') return <Found library={library} words={words} />;
  return (
    <div ref={top}>
      {shown ? (
        <article lang={shown.language} className="px-2 leading-relaxed">
          <Markdown shown={shown} library={library} />
        </article>
      ) : (
        <>
          {id !== '' && <p className="text-muted-foreground px-2 py-1">{strings.unknown(id)}</p>}
          <Contents library={library} />
        </>
      )}
    </div>
  );
}

/** The documentation beside the editor: contents, search, and the page that is open. */
export default function DocsPanel() {
  const strings = useDocsStrings();
  const library = use(loadLibrary(useLanguage((state) => state.language)));
  const id = useLayout((state) => state.document);
  const canGoBack = useReading((state) => state.before.length > 0);
  const words = useReading((state) => state.words);
  return (
    <div className="flex h-full min-h-0 flex-col text-sm">
      <div className="flex shrink-0 items-center gap-1 border-b p-2">
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          disabled={!canGoBack}
          aria-label={strings.back}
          title={strings.back}
          onClick={goBack}
        >
          <ArrowLeft className="size-4" aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          disabled={id === ''}
          aria-label={strings.contents}
          title={strings.contents}
          onClick={() => openDocument('')}
        >
          <ListTree className="size-4" aria-hidden />
        </Button>
        <input
          type="search"
          value={words}
          onChange={(event) => searchFor(event.target.value)}
          placeholder={strings.search}
          aria-label={strings.search}
          className="bg-background h-7 min-w-0 flex-1 rounded border px-2 text-xs"
        />
      </div>
      <div data-testid="document" className="min-h-0 flex-1 overflow-auto p-2">
        <Reading library={library} words={words} />
      </div>
    </div>
  );
}
