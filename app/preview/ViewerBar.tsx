import { Button } from '@asteby/metacore-ui/primitives';
import { Columns2, Rows3, X } from 'lucide-react';
import { useState } from 'react';
import { Late, late } from '../deploy/late';
import { useLanguage, useStrings } from '../i18n/language';
import { SEED_STRINGS } from '../seed/strings';
import { splitView, useViewers } from './viewers';
import type { ViewName } from '../project/drafts';
import { PickButton } from './PickButton';
import { ViewerMenu } from './ViewerMenu';
import { WhyButton } from './WhyButton';
import { WidthChoice } from './WidthChoice';

const SeedDialog = late(() => import('../seed/SeedDialog'));

/** Says who looks at a view, and lets it be somebody else: another person, another organization, another role. */
export function ViewerBar({ view }: { view: ViewName }) {
  const strings = useStrings().viewers;
  const sample = SEED_STRINGS[useLanguage((state) => state.language)].title;
  const [isFilling, setFilling] = useState(false);
  const isSplit = useViewers((state) => state.isSplit);
  return (
    <div
      role="group"
      aria-label={strings.bar}
      className="bg-muted/40 @container flex h-9 shrink-0 items-center gap-1 overflow-x-auto border-b px-3 text-xs"
    >
      <ViewerMenu view={view} />
      <WhyButton view={view} />
      <PickButton view={view} />
      <span className="flex-1" />
      {view === 'main' && <WidthChoice />}
      {view === 'main' && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => setFilling(true)}>
          <Rows3 className="size-4" aria-hidden />
          <span className="hidden @min-[50rem]:inline">{sample}</span>
          <span className="sr-only @min-[50rem]:hidden">{sample}</span>
        </Button>
      )}
      {isFilling && (
        <Late onClose={() => setFilling(false)}>
          <SeedDialog onClose={() => setFilling(false)} />
        </Late>
      )}
      {view === 'main' && !isSplit && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => splitView(true)}>
          <Columns2 className="size-4" aria-hidden />
          <span className="hidden @min-[50rem]:inline">{strings.split}</span>
          <span className="sr-only @min-[50rem]:hidden">{strings.split}</span>
        </Button>
      )}
      {view === 'second' && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => splitView(false)}>
          <X className="size-4" aria-hidden />
          {strings.unsplit}
        </Button>
      )}
    </div>
  );
}
