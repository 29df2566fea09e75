import { Button } from '@asteby/metacore-ui/primitives';
import { X } from 'lucide-react';
import { Late, late } from '../deploy/late';
import { closeSide, type DefinitionPanelName, type SidePanelName } from '../layout/layout';
import { FilesPanel } from './FilesPanel';
import { KINDS } from './sections';
import { useSideStrings } from './strings';

const DocsPanel = late(() => import('../docs/DocsPanel'));
const SearchPanel = late(() => import('../search/SearchPanel'));
const DefinitionsPanel = late(() => import('./DefinitionsPanel'));

const isDefinitions = (name: SidePanelName): name is DefinitionPanelName => Object.hasOwn(KINDS, name);

/** The panel that is open beside the rail. */
export function SidePanel({ name }: { name: SidePanelName }) {
  const strings = useSideStrings();
  const title = strings.panels[name];
  return (
    <section aria-label={title} data-area="side" className="bg-background flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex h-9 shrink-0 items-center justify-between gap-2 border-b pr-1 pl-3">
        <h2 className="text-xs font-medium">{title}</h2>
        <Button variant="ghost" size="icon" className="size-7" aria-label={strings.close} title={strings.close} onClick={closeSide}>
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <Late key={name}>
          {name === 'files' && <FilesPanel />}
          {name === 'search' && <SearchPanel />}
          {name === 'docs' && <DocsPanel />}
          {isDefinitions(name) && <DefinitionsPanel name={name} />}
        </Late>
      </div>
    </section>
  );
}
