import { Button } from '@asteby/metacore-ui/primitives';
import { Check, Columns3, Link2, type LucideIcon, Play, Undo2, UserRound, X } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../kernel/errors';
import { addColumn, lookAsSomebody, type Outcome, runAction } from './deeds';
import { closeFirstSteps, markDone, type StepName, STEPS, useFirstSteps } from './state';
import { useFirstStepStrings } from './strings';

const ICONS: Readonly<Record<StepName, LucideIcon>> = { column: Columns3, person: UserRound, action: Play, link: Link2 };
const DEEDS: Readonly<Record<Exclude<StepName, 'link'>, () => Promise<Outcome>>> = {
  column: addColumn,
  person: lookAsSomebody,
  action: runAction,
};

/** The first things to try: each does itself, says what changed and is taken back. */
export default function Strip({ onShare }: { onShare: () => void }) {
  const strings = useFirstStepStrings();
  const done = useFirstSteps((state) => state.done);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const tryOut = async (name: StepName): Promise<void> => {
    if (name === 'link') {
      markDone(name);
      setOutcome(null);
      onShare();
      return;
    }
    setBusy(true);
    try {
      setOutcome(await DEEDS[name]());
      markDone(name);
    } catch (error) {
      setOutcome({ said: strings.failed(messageOf(error)), undo: null });
    }
    setBusy(false);
  };
  const { undo = null } = outcome ?? {};
  return (
    <section aria-label={strings.title} className="bg-muted/50 hidden items-center gap-2 border-b px-3 py-1 text-sm md:flex">
      {STEPS.map((name) => {
        const Icon = done.includes(name) ? Check : ICONS[name];
        return (
          <Button key={name} variant="outline" size="sm" className="h-7 shrink-0 text-xs" disabled={busy} onClick={() => void tryOut(name)}>
            <Icon className="size-3.5" aria-hidden /> {strings.names[name]}
            {done.includes(name) && <span className="sr-only">({strings.done})</span>}
          </Button>
        );
      })}
      <p role="status" className="min-w-0 flex-1 truncate text-xs" title={outcome?.said ?? strings.intro}>
        {outcome?.said ?? strings.intro}
      </p>
      {undo && (
        <Button variant="ghost" size="sm" className="h-7 shrink-0 text-xs" onClick={() => setOutcome({ said: undo(), undo: null })}>
          <Undo2 className="size-3.5" aria-hidden /> {strings.undo}
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="size-7 shrink-0"
        aria-label={strings.close}
        title={strings.close}
        onClick={closeFirstSteps}
      >
        <X className="size-4" aria-hidden />
      </Button>
    </section>
  );
}
