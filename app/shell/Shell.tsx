import { Toaster } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import { DropZone } from '../import/DropZone';
import { onReveal } from '../editor/reveal';
import { useArrival } from '../arrival/state';
import { Late, late, registerLate } from '../deploy/late';
import { OpenFile } from '../files/OpenFile';
import { enterImport, startImport, useImport } from '../import/state';
import { useLanguage, useStrings } from '../i18n/language';
import { Preview } from '../preview/Preview';
import { setVerdictLanguage } from '../workspace/verdict';
import { ElsewhereDialog } from './ElsewhereDialog';
import { DamagedNotice } from '../damaged/DamagedNotice';
import { SetAsideNotice } from '../damaged/SetAsideNotice';
import { FirstSteps } from '../first-steps/FirstSteps';
import { GalleryHost } from '../gallery/GalleryHost';
import { Header } from './Header';
import { LinkedRowsNotice, UnkeptBanner } from '../share/UnkeptBanner';
import { LowerPanel } from './LowerPanel';
import { ResetDialog } from './ResetDialog';
import { StatusBar } from './StatusBar';
import { KeptNotice } from './KeptNotice';
import { StorageNotice } from './StorageNotice';

// What is not needed to start typing comes later.
const ExportDialog = late(() => import('../publish/ExportDialog'));
const ShareDialog = late(() => import('../share/ShareDialog'));
const SeedDialog = late(() => import('../seed/SeedDialog'));
const ImportDialog = late(() => import('../import/ImportDialog'));
const ArrivalSheet = late(() => import('../arrival/ArrivalSheet'));
const AboutDialog = late(() => import('../projects/AboutDialog'));
const DeleteDialog = late(() => import('../projects/DeleteDialog'));
const ForkDialog = late(() => import('../projects/ForkDialog'));

const importSession = registerLate(() => import('../import/session'));

async function takeDropped(entries: FileSystemEntry[], files: File[]): Promise<void> {
  const session = await importSession();
  await session.takeDropped(entries, files);
}

type Pane = 'editor' | 'preview' | 'problems';

const PANES: readonly Pane[] = ['editor', 'problems', 'preview'];

/** On a narrow screen one pane is shown at a time. */
function PaneTabs({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  const strings = useStrings();
  return (
    <nav className="bg-background flex border-b md:hidden" aria-label={strings.product}>
      {PANES.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={pane === name ? 'page' : undefined}
          onClick={() => onPane(name)}
          className="aria-[current]:border-primary min-h-10 flex-1 border-b-2 border-transparent text-sm"
        >
          {strings[name]}
        </button>
      ))}
    </nav>
  );
}

export function Shell() {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const [pane, setPane] = useState<Pane>('editor');
  const [dialog, setDialog] = useState<'export' | 'reset' | 'sample' | 'share' | 'about' | 'rename' | 'fork' | 'delete' | null>(null);
  const arriving = useArrival((session) => session.state.step !== 'none');
  const importing = useImport((session) => session.state.step !== 'closed');
  useEffect(() => setVerdictLanguage(language), [language]);
  // On a narrow screen the place that is shown lies in a pane that may be hidden.
  useEffect(() => onReveal(() => setPane('editor')), []);

  const only = (name: Pane) => (pane === name ? '' : 'hidden md:block');
  return (
    <DropZone onDropped={(entries, files) => void takeDropped(entries, files)}>
      <div className="flex h-full flex-col">
        <Header
          onExport={() => setDialog('export')}
          onShare={() => setDialog('share')}
          onOpen={startImport}
          onReset={() => setDialog('reset')}
          onSample={() => setDialog('sample')}
          onAbout={() => setDialog('about')}
          onRename={() => setDialog('rename')}
          onFork={() => setDialog('fork')}
          onDelete={() => setDialog('delete')}
        />
        <UnkeptBanner onFork={() => setDialog('fork')} />
        <LinkedRowsNotice />
        <DamagedNotice />
        <SetAsideNotice />
        <StorageNotice />
        <KeptNotice />
        <FirstSteps onShare={() => setDialog('share')} />
        <PaneTabs pane={pane} onPane={setPane} />
        <main className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(0,9fr)_minmax(0,11fr)]">
          <div className={`flex min-h-0 flex-col md:border-r ${pane === 'preview' ? 'hidden md:flex' : ''}`}>
            <section aria-label={strings.editor} className={`min-h-0 flex-1 ${only('editor')}`}>
              <OpenFile />
            </section>
            <div className={`min-h-0 md:h-52 ${pane === 'problems' ? 'flex-1' : ''} ${only('problems')}`}>
              <LowerPanel />
            </div>
          </div>
          <div className={`min-h-0 ${only('preview')}`}>
            <Preview />
          </div>
        </main>
        <StatusBar />
      </div>
      <Toaster />
      <ElsewhereDialog />
      <GalleryHost />
      <ResetDialog open={dialog === 'reset'} onOpenChange={(open) => setDialog(open ? 'reset' : null)} />
      <Late key={dialog} onClose={() => setDialog(null)}>
        {dialog === 'share' && <ShareDialog onClose={() => setDialog(null)} />}
        {dialog === 'sample' && <SeedDialog onClose={() => setDialog(null)} />}
        {dialog === 'export' && <ExportDialog onClose={() => setDialog(null)} />}
        {(dialog === 'about' || dialog === 'rename') && (
          <AboutDialog renaming={dialog === 'rename'} onClose={() => setDialog(null)} onFork={() => setDialog('fork')} />
        )}
        {dialog === 'delete' && <DeleteDialog onClose={() => setDialog(null)} />}
        {dialog === 'fork' && <ForkDialog onClose={() => setDialog(null)} />}
      </Late>
      {importing && (
        <Late onClose={() => enterImport({ step: 'closed' })}>
          <ImportDialog />
        </Late>
      )}
      {arriving && (
        <Late>
          <ArrivalSheet />
        </Late>
      )}
    </DropZone>
  );
}
