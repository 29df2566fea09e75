import { Button } from '@asteby/metacore-ui/primitives';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../i18n/language';
import { Hunks } from '../list/Hunks';
import { applyProposed, choose, dismiss, useProposed } from './proposed';
import { useProblemStrings } from './strings';

/** The fix that is looked at, line by line: Enter makes it, Escape leaves everything as it is. */
export function ProposedFix() {
  const strings = useProblemStrings();
  const language = useLanguage((state) => state.language);
  const proposed = useProposed((state) => state.proposed);
  const apply = useRef<HTMLButtonElement>(null);
  /** Where the keyboard was, and is again afterwards. */
  const origin = useRef<Element | null>(null);
  const of = proposed?.of;
  useEffect(() => {
    origin.current = document.activeElement;
    apply.current?.focus();
  }, [of]);
  const leave = (how: () => void): void => {
    const back = origin.current;
    how();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  };
  const offer = proposed?.offers[proposed.chosen];
  if (!proposed || !offer) return null;
  const title = proposed.of === null ? strings.allTitle(proposed.count) : offer.title[language];
  return (
    <section
      aria-label={strings.proposed}
      data-testid="proposed-fix"
      className="mx-3 my-1 rounded border text-xs"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave(dismiss);
      }}
    >
      {proposed.offers.length > 1 ? (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1 border-b px-2 py-1 text-sm">
          <legend className="sr-only">{strings.offers}</legend>
          {proposed.offers.map(({ title: one }, index) => (
            <label key={index} className="flex min-h-6 items-center gap-1.5">
              <input
                type="radio"
                name="proposed-fix"
                checked={index === proposed.chosen}
                onChange={() => choose(index)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') leave(applyProposed);
                }}
              />
              {one[language]}
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="border-b px-2 py-1 text-sm">{title}</p>
      )}
      <div role="group" aria-label={strings.changes} className="max-h-60 overflow-auto py-1" tabIndex={0}>
        <Hunks hunks={offer.hunks} />
        {offer.hidden > 0 && <p className="text-muted-foreground px-2 py-0.5">{strings.more(offer.hidden)}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t px-2 py-1">
        <Button ref={apply} size="sm" className="h-7" onClick={() => leave(applyProposed)}>
          {strings.apply}
        </Button>
        <Button size="sm" variant="ghost" className="h-7" onClick={() => leave(dismiss)}>
          {strings.cancel}
        </Button>
        <span className="text-muted-foreground">{strings.keys}</span>
      </div>
    </section>
  );
}
