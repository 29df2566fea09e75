import { Button } from '@asteby/metacore-ui/primitives';
import { SquareMousePointer } from 'lucide-react';
import type { ViewName } from '../project/drafts';
import { usePickStrings } from './pick-strings';
import { togglePicking, usePicking } from './picking';

/** Turns the pointer of a view into one that leads from what is picked to its line. */
export function PickButton({ view }: { view: ViewName }) {
  const strings = usePickStrings();
  const isPicking = usePicking((state) => state.view === view);
  return (
    <Button
      size="sm"
      variant="ghost"
      className="aria-pressed:bg-primary/15 aria-pressed:text-primary h-7 text-xs"
      title={strings.title}
      aria-label={strings.title}
      aria-pressed={isPicking}
      onClick={() => togglePicking(view)}
    >
      <SquareMousePointer className="size-4" aria-hidden />
      <span className="hidden @2xl:inline">{strings.button}</span>
    </Button>
  );
}
