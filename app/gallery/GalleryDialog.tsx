import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, Input } from '@asteby/metacore-ui/primitives';
import { FileSpreadsheet } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { folded } from '../../kernel/dynamic/transfer/folding';
import { unaccented } from '../../kernel/values/unaccented';
import type { TemplateCard } from '../../templates/template';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage } from '../i18n/language';
import { Describe } from './Describe';
import { Detail } from './Detail';
import { galleryCards, openTemplate } from './open';
import { Picture } from './Picture';
import { closeGallery } from './state';
import { useGalleryStrings } from './strings';
import { useFacts } from './use-facts';

/** The entry that is no template. */
const DESCRIPTION = 'description';
const BLANK = 'blank';

/** Nothing and one's own tables first, then what others made. */
const ENTRIES: readonly (TemplateCard | typeof DESCRIPTION)[] = [
  ...galleryCards().filter(({ id }) => id === BLANK),
  DESCRIPTION,
  ...galleryCards().filter(({ id }) => id !== BLANK),
];

const idOf = (entry: TemplateCard | typeof DESCRIPTION): string => (typeof entry === 'string' ? entry : entry.id);

const bare = (text: string): string => unaccented(folded(text));

/** What can be started from: cards, one of them looked at more closely, or a description of tables. */
export default function GalleryDialog() {
  const strings = useGalleryStrings();
  const language = useLanguage((state) => state.language);
  const facts = useFacts();
  const returnFocus = useFocusReturn(true);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(BLANK);
  const [isDescribing, setDescribing] = useState(false);
  /** On a narrow screen the list and what is chosen take turns. */
  const [isCloser, setCloser] = useState(false);
  const [opening, setOpening] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const titleId = useId();

  const textOf = (entry: (typeof ENTRIES)[number]): string[] => {
    if (typeof entry === 'string') return [strings.describe, strings.describeText, strings.describeTag];
    const { title, description, points } = entry;
    return [title, description, ...points].map((text) => text[language]);
  };
  const wanted = bare(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = ENTRIES.filter((entry) => wanted.every((word) => bare(textOf(entry).join(' ')).includes(word)));
  const current = shown.find((entry) => idOf(entry) === chosen) ?? shown[0];

  const open = async (id: string): Promise<void> => {
    if (id === DESCRIPTION) {
      setDescribing(true);
      return;
    }
    setOpening(true);
    const made = await openTemplate(id);
    setOpening(false);
    if (made) closeGallery();
    else facts.retry(id);
  };
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[role=radio]') ?? [])];
    const at = cards.findIndex((card) => card === document.activeElement);
    const first = cards[0]?.offsetTop;
    const perRow = Math.max(1, cards.filter((card) => card.offsetTop === first).length);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow, Home: -cards.length, End: cards.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = cards[Math.min(cards.length - 1, Math.max(0, at + step))];
    next?.focus();
    if (next?.dataset.entry !== undefined) setChosen(next.dataset.entry);
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && closeGallery()}>
      <DialogContent
        data-testid="gallery"
        className="flex h-[88dvh] max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-hidden sm:max-w-[min(72rem,calc(100vw-2rem))]"
        onCloseAutoFocus={returnFocus}
      >
        <DialogHeader>
          <DialogTitle id={titleId}>{isDescribing ? strings.describe : strings.title}</DialogTitle>
          <DialogDescription>{isDescribing ? strings.describeText : strings.intro}</DialogDescription>
        </DialogHeader>
        {isDescribing ? (
          <Describe onBack={() => setDescribing(false)} />
        ) : (
          <div className="flex min-h-0 flex-1 gap-4">
            <div className={`min-h-0 flex-1 flex-col gap-3 ${isCloser ? 'hidden md:flex' : 'flex'}`}>
              <Input
                type="search"
                autoFocus
                value={words}
                aria-label={strings.search}
                placeholder={strings.search}
                onChange={(event) => setWords(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && current) void open(idOf(current));
                  if (event.key !== 'ArrowDown') return;
                  event.preventDefault();
                  list.current?.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus();
                }}
              />
              <div
                ref={list}
                role="radiogroup"
                aria-label={strings.list}
                onKeyDown={move}
                className="grid min-h-0 flex-1 auto-rows-min grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-3 overflow-y-auto p-1"
              >
                {shown.map((entry) => {
                  const id = idOf(entry);
                  const [title = '', text = '', ...tags] = textOf(entry);
                  const isChosen = current === entry;
                  return (
                    <button
                      key={id}
                      type="button"
                      role="radio"
                      aria-checked={isChosen}
                      tabIndex={isChosen ? 0 : -1}
                      data-entry={id}
                      onClick={() => {
                        setChosen(id);
                        setCloser(true);
                      }}
                      onDoubleClick={() => void open(id)}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter') return;
                        event.preventDefault();
                        void open(id);
                      }}
                      className="hover:bg-muted/50 aria-checked:border-primary aria-checked:ring-primary/40 focus-visible:ring-ring flex flex-col gap-2 rounded-lg border p-2 text-left outline-none aria-checked:ring-2 focus-visible:ring-2"
                    >
                      {typeof entry === 'string' ? (
                        <span
                          aria-hidden
                          className="bg-muted/60 text-muted-foreground grid aspect-[16/9] w-full place-items-center rounded-md border"
                        >
                          <FileSpreadsheet className="size-8" />
                        </span>
                      ) : (
                        <Picture portrait={facts.of(id)?.portrait ?? null} label={strings.picture(title)} size={6.5} />
                      )}
                      <span className="text-sm font-semibold">{title}</span>
                      <span className="text-muted-foreground text-xs">{text}</span>
                      {typeof entry === 'string' && <span className="text-muted-foreground text-xs font-medium">{tags[0]}</span>}
                    </button>
                  );
                })}
              </div>
              {shown.length === 0 && (
                <p role="status" className="text-muted-foreground text-sm">
                  {strings.none(words)}{' '}
                  <button type="button" className="underline" onClick={() => setWords('')}>
                    {strings.clear}
                  </button>
                </p>
              )}
            </div>
            {current !== undefined && (
              <div className={`min-h-0 flex-col md:flex md:w-[22rem] lg:w-[26rem] ${isCloser ? 'flex w-full' : 'hidden'}`}>
                <Detail
                  card={typeof current === 'string' ? null : current}
                  facts={facts.of(idOf(current))}
                  isOpening={opening}
                  onOpen={() => void open(idOf(current))}
                  onRetry={() => facts.retry(idOf(current))}
                  onBack={() => setCloser(false)}
                />
              </div>
            )}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
