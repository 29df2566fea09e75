import { ChevronRight } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import type { Step } from '../../kernel/authoring/language/trail';
import { useCursor } from '../editor/cursor';
import { rangeAt } from '../editor/reveal-offset';
import { reveal } from '../editor/reveal';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { FILE_STRINGS } from './strings';

const textNow = (path: string): string => textOf(useWorkspace.getState().project?.files[path]);

/** The way to the cursor in a JSON file, by the names its parts have. Choosing a step goes there. */
export function Breadcrumb({ path }: { path: string }) {
  const strings = FILE_STRINGS[useLanguage((state) => state.language)];
  const hasText = useWorkspace((state) => textOf(state.project?.files[path]) !== '');
  const offset = useCursor((state) => state.offset);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  useEffect(() => {
    // Before there is a text nothing is asked, and no worker started.
    if (!hasText) return undefined;
    let isCurrent = true;
    // Typing moves the cursor: where it comes to rest is asked for once, not at every key.
    askLanguage(async (api) => api.trail(textNow(path), offset)).then(
      (answer) => {
        if (isCurrent) setSteps(answer);
      },
      // The next move of the cursor asks again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [path, hasText, offset]);
  return (
    <nav
      aria-label={strings.way}
      className="text-muted-foreground flex h-6 shrink-0 items-center gap-0.5 overflow-hidden border-b px-3 text-xs"
    >
      <span className="shrink-0">{path}</span>
      {steps.map((step, index) => (
        <Fragment key={`${String(index)} ${String(step.offset)}`}>
          <ChevronRight className="size-3 shrink-0 opacity-60" aria-hidden />
          <button
            type="button"
            onClick={() => reveal(rangeAt(textNow(path), step.offset, 0))}
            className="hover:text-foreground min-h-6 max-w-40 min-w-6 truncate rounded px-0.5 text-left"
          >
            {step.name}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
