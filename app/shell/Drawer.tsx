import { Button } from '@asteby/metacore-ui/primitives';
import { Maximize2, Minimize2, X } from 'lucide-react';
import { Late, late } from '../deploy/late';
import { closeDrawer, toggleMaximised, useLayout } from '../layout/layout';
import { ProblemsPanel } from '../problems/ProblemsPanel';
import { openDialog } from './dialogs';
import { useDrawerTitles, useWindowStrings } from './strings';

const DataPanel = late(() => import('../data/DataPanel'));
const DiagramPanel = late(() => import('../diagram/DiagramPanel'));
const InstallationsPanel = late(() => import('../installations/InstallationsPanel'));
const ActivityPanel = late(() => import('../activity/ActivityPanel'));
const EventsPanel = late(() => import('../events/EventsPanel'));
const PermissionsPanel = late(() => import('../permissions/PermissionsPanel'));
const TextsPanel = late(() => import('../texts/TextsPanel'));
const LogPanel = late(() => import('../log/LogPanel'));

/** What is open above the strip at the window's foot: what does not hold, how models hang together, what goes on. */
export function Drawer() {
  const strings = useWindowStrings();
  const titles = useDrawerTitles();
  const drawer = useLayout((state) => state.drawer);
  const isMaximised = useLayout((state) => state.maximised === 'drawer');
  const Resize = isMaximised ? Minimize2 : Maximize2;
  const resize = isMaximised ? strings.restore : strings.maximise;
  return (
    <section
      role="tabpanel"
      id="drawer"
      data-area="drawer"
      aria-labelledby={`drawer-tab-${drawer}`}
      className="bg-background flex h-full min-h-0 flex-col border-t"
    >
      <div className="flex h-8 shrink-0 items-center gap-1 border-b pr-1 pl-3">
        <h2 className="flex-1 text-xs font-medium">{titles[drawer]}</h2>
        <Button
          variant="ghost"
          size="icon"
          className="size-7 max-md:hidden"
          aria-label={resize}
          title={resize}
          onClick={() => toggleMaximised('drawer')}
        >
          <Resize className="size-4" aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          className="size-7 max-md:hidden"
          aria-label={strings.closeDrawer}
          title={strings.closeDrawer}
          onClick={closeDrawer}
        >
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      <div className="min-h-0 flex-1">
        <Late key={drawer}>
          {drawer === 'problems' && <ProblemsPanel />}
          {drawer === 'diagram' && <DiagramPanel />}
          {drawer === 'data' && <DataPanel />}
          {drawer === 'activity' && <ActivityPanel />}
          {drawer === 'events' && <EventsPanel />}
          {drawer === 'permissions' && <PermissionsPanel />}
          {drawer === 'texts' && <TextsPanel />}
          {drawer === 'log' && <LogPanel />}
          {drawer === 'installations' && <InstallationsPanel onRehearse={() => openDialog('rehearsal')} />}
        </Late>
      </div>
    </section>
  );
}
