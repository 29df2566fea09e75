import { useState } from 'react';
import { Late, late } from '../deploy/late';
import { useStrings } from '../i18n/language';
import { ProblemsPanel } from '../problems/ProblemsPanel';
import { problemsIn } from '../language/problem-groups';
import { useWorkspace } from '../workspace/workspace';

const OutlinePanel = late(() => import('../outline/OutlinePanel'));
const DiagramPanel = late(() => import('../diagram/DiagramPanel'));
const ActivityPanel = late(() => import('../activity/ActivityPanel'));

type View = 'problems' | 'outline' | 'diagram' | 'activity';

const VIEWS: readonly View[] = ['problems', 'outline', 'diagram', 'activity'];

/** Below the editor: what is wrong, what is defined, how it hangs together, what goes on. */
export function LowerPanel() {
  const strings = useStrings();
  const [view, setView] = useState<View>('problems');
  const count = useWorkspace((state) => problemsIn(state.verdict?.diagnostics ?? []).length);
  return (
    <div className="bg-background flex h-full min-h-0 flex-col border-t">
      <div role="tablist" aria-label={strings.problems} className="bg-muted flex shrink-0 border-b">
        {VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`lower-tab-${name}`}
            aria-selected={view === name}
            aria-controls="lower-panel"
            tabIndex={view === name ? 0 : -1}
            onClick={() => setView(name)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = VIEWS[(VIEWS.indexOf(name) + step + VIEWS.length) % VIEWS.length] ?? 'problems';
              setView(next);
              document.getElementById(`lower-tab-${next}`)?.focus();
            }}
            className="text-muted-foreground aria-selected:bg-background aria-selected:text-foreground min-h-7 border-r px-3 text-xs"
          >
            {name === 'activity' ? strings.activity.title : strings[name]}
            {name === 'problems' && count > 0 && ` (${String(count)})`}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="lower-panel" aria-labelledby={`lower-tab-${view}`} className="min-h-0 flex-1">
        <Late key={view}>
          {view === 'problems' && <ProblemsPanel />}
          {view === 'outline' && <OutlinePanel />}
          {view === 'diagram' && <DiagramPanel />}
          {view === 'activity' && <ActivityPanel />}
        </Late>
      </div>
    </div>
  );
}
