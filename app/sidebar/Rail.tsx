import { BookOpen, Files, LayoutDashboard, Search, ShieldCheck, Table2, Zap } from 'lucide-react';
import { problemsIn } from '../language/problem-groups';
import { SIDE_PANELS, toggleSide, useLayout } from '../layout/layout';
import { useFindings } from '../workspace/findings';
import { panelOfPath } from './sections';
import { useSideStrings } from './strings';

const ICONS = {
  files: Files,
  search: Search,
  models: Table2,
  screens: LayoutDashboard,
  access: ShieldCheck,
  automation: Zap,
  docs: BookOpen,
} as const;

/** The panels there are, each with a dot where something in it does not hold. */
export function Rail() {
  const strings = useSideStrings();
  const side = useLayout((state) => state.side);
  const problems = problemsIn(useFindings()).filter(({ severity }) => severity !== 'info');
  const troubled = new Set(problems.map(({ path }) => panelOfPath(path)));
  return (
    <nav
      aria-label={strings.rail}
      data-area="bar"
      className="bg-muted/50 hidden w-12 shrink-0 flex-col items-center gap-1 border-r py-2 md:flex"
    >
      {SIDE_PANELS.map((name) => {
        const Icon = ICONS[name];
        const isTroubled = troubled.has(name);
        const label = strings.panels[name];
        return (
          <button
            key={name}
            type="button"
            aria-pressed={side === name}
            aria-label={isTroubled ? strings.withProblems(label) : label}
            title={label}
            onClick={() => toggleSide(name)}
            className="text-muted-foreground hover:text-foreground aria-pressed:bg-accent aria-pressed:text-accent-foreground relative grid size-9 place-items-center rounded-md last:mt-auto"
          >
            <Icon className="size-5" aria-hidden />
            {isTroubled && <span aria-hidden className="bg-destructive absolute top-1 right-1 size-2 rounded-full" />}
          </button>
        );
      })}
    </nav>
  );
}
