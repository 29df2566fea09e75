import { problemsIn } from '../language/problem-groups';
import { DRAWER_PANELS, showDrawer, toggleDrawer, useLayout } from '../layout/layout';
import { useFindings } from '../workspace/findings';
import { useDrawerTitles, useWindowStrings } from './strings';

/** The strip that opens the drawer: what can be shown there, and how many problems there are. */
export function DrawerTabs() {
  const strings = useWindowStrings();
  const titles = useDrawerTitles();
  const drawer = useLayout((state) => state.drawer);
  const isOpen = useLayout((state) => state.isDrawerOpen);
  const problems = problemsIn(useFindings());
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  return (
    <div role="tablist" aria-label={strings.drawer} className="-ml-3 hidden max-w-full min-w-0 self-stretch overflow-x-auto md:flex">
      {DRAWER_PANELS.map((name) => {
        const isShown = isOpen && drawer === name;
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`drawer-tab-${name}`}
            aria-selected={isShown}
            aria-controls={isShown ? 'drawer' : undefined}
            // The tab that the arrow keys begin at.
            tabIndex={drawer === name ? 0 : -1}
            onClick={() => toggleDrawer(name)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = DRAWER_PANELS[(DRAWER_PANELS.indexOf(name) + step + DRAWER_PANELS.length) % DRAWER_PANELS.length] ?? 'problems';
              showDrawer(next);
              document.getElementById(`drawer-tab-${next}`)?.focus();
            }}
            className="hover:text-foreground aria-selected:bg-background aria-selected:text-foreground flex min-h-7 shrink-0 items-center gap-1 px-2.5"
          >
            {titles[name]}
            {name === 'problems' && (
              <span
                data-testid="problem-count"
                className={`rounded-full px-1.5 ${hasErrors ? 'bg-destructive text-white' : problems.length > 0 ? 'bg-amber-100 text-amber-950 dark:bg-amber-950 dark:text-amber-100' : ''}`}
              >
                {problems.length}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
