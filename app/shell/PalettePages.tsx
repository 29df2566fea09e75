import { CommandGroup, CommandItem, CommandShortcut } from '@asteby/metacore-ui/primitives';
import { BookOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Document } from '../docs/library';
import { registerLate } from '../deploy/late';
import { useLanguage } from '../i18n/language';
import { openDocument } from '../layout/layout';
import { useSideStrings } from '../sidebar/strings';

const library = registerLate(() => import('../docs/library'));

/** With fewer letters nearly every page would be there. */
const FROM = 2;
const MAX_PAGES = 20;

/** Pages of the documentation, rules among them, whose name or meaning has the words. */
export function PalettePages({ query, then }: { query: string; then: (run: () => void) => () => void }) {
  const { panels } = useSideStrings();
  const language = useLanguage((state) => state.language);
  const [documents, setDocuments] = useState<readonly Document[]>([]);
  useEffect(() => {
    let isOpen = true;
    void library()
      .then(async ({ loadLibrary }) => loadLibrary(language))
      .then(
        (loaded) => {
          if (isOpen) setDocuments(loaded.documents);
        },
        // What cannot be had now is not offered.
        () => undefined,
      );
    return () => {
      isOpen = false;
    };
  }, [language]);
  const words = query.trim().toLowerCase();
  if (words.length < FROM) return null;
  const found = documents.filter(({ title, note }) => `${title} ${note}`.toLowerCase().includes(words)).slice(0, MAX_PAGES);
  if (found.length === 0) return null;
  return (
    <CommandGroup heading={panels.docs}>
      {found.map(({ id, title, note }) => (
        <CommandItem key={id} value={`${panels.docs} ${title} ${note} ${id}`} onSelect={then(() => openDocument(id))}>
          <BookOpen aria-hidden /> <span className="shrink-0">{title}</span>
          <CommandShortcut className="truncate tracking-normal">{note}</CommandShortcut>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
