import { Button, Popover, PopoverAnchor, PopoverContent } from '@asteby/metacore-ui/primitives';
import { X } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import { addColumn, lookAsSomebody, type Outcome } from '../first-steps/deeds';
import { usePlace } from './place';
import { goInTour, leaveTour, TOUR, useTour } from './state';
import { useTourStrings } from './strings';

const DEEDS: Readonly<Record<'change' | 'person', () => Promise<Outcome>>> = { change: addColumn, person: lookAsSomebody };

/** Air between what is pointed at and the frame around it, in CSS pixels. */
const AIR = 3;

/** One step: a frame around what it speaks of, and a card beside it. */
function Step({ at, onExport }: { at: number; onExport: () => void }) {
  const strings = useTourStrings();
  const step = TOUR[at] ?? 'text';
  const place = usePlace(step);
  const [said, setSaid] = useState<string | null>(null);
  const titleId = useId();
  const textId = useId();
  const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => place } }), [place]);
  const { title, text } = strings.steps[step];
  const isLast = at === TOUR.length - 1;

  const doIt = async (deed: 'change' | 'person'): Promise<void> => {
    try {
      setSaid((await DEEDS[deed]()).said);
    } catch (error) {
      setSaid(strings.failed(messageOf(error)));
    }
  };
  const finish = (): void => {
    leaveTour();
    onExport();
  };

  return (
    <Popover open onOpenChange={(open) => !open && leaveTour()}>
      <PopoverAnchor virtualRef={anchor} />
      <div
        aria-hidden
        className="ring-primary pointer-events-none fixed z-40 rounded-md ring-2"
        style={{
          left: place.x + AIR,
          top: place.y + AIR,
          width: Math.max(place.width - 2 * AIR, 0),
          height: Math.max(place.height - 2 * AIR, 0),
        }}
      />
      <PopoverContent
        key={step}
        aria-labelledby={titleId}
        aria-describedby={textId}
        collisionPadding={12}
        // The page stays as it was, to be tried meanwhile.
        onInteractOutside={(event) => event.preventDefault()}
        className="w-80 text-sm"
      >
        <div className="flex items-start justify-between gap-2">
          <h2 id={titleId} className="font-semibold">
            {title}
          </h2>
          <Button
            variant="ghost"
            size="icon"
            className="-mt-1 -mr-1 size-6"
            aria-label={strings.leave}
            title={strings.leave}
            onClick={leaveTour}
          >
            <X className="size-4" aria-hidden />
          </Button>
        </div>
        <p id={textId} className="text-muted-foreground mt-1">
          {text}
        </p>
        {(step === 'change' || step === 'person') && (
          <Button variant="outline" size="sm" className="mt-3" onClick={() => void doIt(step)}>
            {strings.doIt[step]}
          </Button>
        )}
        <p role="status" className="mt-2 text-xs empty:hidden">
          {said}
        </p>
        <div className="mt-3 flex items-center gap-1">
          <span className="text-muted-foreground flex-1 text-xs">{strings.place(at + 1, TOUR.length)}</span>
          {at > 0 && (
            <Button variant="ghost" size="sm" onClick={() => goInTour(-1)}>
              {strings.back}
            </Button>
          )}
          <Button size="sm" autoFocus onClick={isLast ? finish : () => goInTour(1)}>
            {isLast ? strings.doIt.export : strings.next}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

/** The tour of the window, while somebody takes it. */
export default function Tour({ onExport }: { onExport: () => void }) {
  const at = useTour((state) => state.at);
  return at === null ? null : <Step key={at} at={at} onExport={onExport} />;
}
