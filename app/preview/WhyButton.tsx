import { Button, Popover, PopoverContent, PopoverTrigger } from '@asteby/metacore-ui/primitives';
import { CircleHelp } from 'lucide-react';
import { useId, useState } from 'react';
import { Late, late } from '../deploy/late';
import type { ViewName } from '../project/drafts';
import { useWhyStrings } from './why-strings';

const WhyPanel = late(() => import('./WhyPanel'));

/** Opens the reasons of what a view shows. It stays open while lines of the manifest are looked at. */
export function WhyButton({ view }: { view: ViewName }) {
  const strings = useWhyStrings();
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost" className="h-7 text-xs" title={strings.title}>
          <CircleHelp className="size-4" aria-hidden />
          <span className="hidden @lg:inline">{strings.button}</span>
          <span className="sr-only @lg:hidden">{strings.button}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        collisionPadding={8}
        aria-labelledby={titleId}
        onInteractOutside={(event) => event.preventDefault()}
        className="max-h-[70vh] w-96 max-w-[95vw] overflow-auto p-3 text-xs"
      >
        <h2 id={titleId} className="mb-1 text-sm font-semibold">
          {strings.title}
        </h2>
        <Late>
          <WhyPanel view={view} />
        </Late>
      </PopoverContent>
    </Popover>
  );
}
