import { Toaster } from '@asteby/metacore-ui/primitives';
import { useEffect } from 'react';
import { DropZone } from '../import/DropZone';
import { onReveal } from '../editor/reveal';
import { useArrival } from '../arrival/state';
import { Late, late, registerLate } from '../deploy/late';
import { enterImport, useImport } from '../import/state';
import { takeLaunched } from '../import/launched';
import { useLanguage, useStrings } from '../i18n/language';
import { type Area, showArea, useLayout } from '../layout/layout';
import { useTour } from '../tour/state';
import { recordVersions } from '../versions/recorder';
import { setVerdictLanguage } from '../workspace/verdict';
import { ElsewhereDialog } from './ElsewhereDialog';
import { DamagedNotice } from '../damaged/DamagedNotice';
import { SetAsideNotice } from '../damaged/SetAsideNotice';
import { FirstSteps } from '../first-steps/FirstSteps';
import { GalleryHost } from '../gallery/GalleryHost';
import { Header } from './Header';
import { LinkedRowsNotice, UnkeptBanner } from '../share/UnkeptBanner';
import { closeDialog, openDialog, useDialogs } from './dialogs';
import { DrawerTabs } from './DrawerTabs';
import { ResetDialog } from './ResetDialog';
import { StatusBar } from './StatusBar';
import { KeptNotice } from './KeptNotice';
import { StorageNotice } from './StorageNotice';
import { useKeys } from './use-keys';
import { Window } from './Window';

// What is not needed to start typing comes later.
const ExportDialog = late(() => import('../publish/ExportDialog'));
const ShareDialog = late(() => import('../share/ShareDialog'));
const SeedDialog = late(() => import('../seed/SeedDialog'));
const ImportDialog = late(() => import('../import/ImportDialog'));
const ArrivalSheet = late(() => import('../arrival/ArrivalSheet'));
const AboutDialog = late(() => import('../projects/AboutDialog'));
const VersionsDialog = late(() => import('../versions/VersionsDialog'));
const DeleteDialog = late(() => import('../projects/DeleteDialog'));
const ForkDialog = late(() => import('../projects/ForkDialog'));
const Palette = late(() => import('./Palette'));
const Tour = late(() => import('../tour/Tour'));
const RehearsalDialog = late(() => import('../rehearsal/RehearsalDialog'));
const KeysDialog = late(() => import('./KeysDialog'));

const importSession = registerLate(() => import('../import/session'));

async function takeDropped(entries: FileSystemEntry[], files: File[]): Promise<void> {
  const session = await importSession();
  await session.takeDropped(entries, files);
}

const NARROW: readonly Area[] = ['editor', 'drawer', 'preview'];

/** On a narrow screen one area is shown at a time. */
function AreaTabs() {
  const strings = useStrings();
  const narrow = useLayout((state) => state.narrow);
  return (
    <nav className="bg-background flex border-b md:hidden" aria-label={strings.product}>
      {NARROW.map((area) => (
        <button
          key={area}
          type="button"
          aria-current={narrow === area ? 'page' : undefined}
          onClick={() => showArea(area)}
          className="aria-[current]:border-primary min-h-10 flex-1 border-b-2 border-transparent text-sm"
        >
          {strings[area === 'drawer' ? 'problems' : area]}
        </button>
      ))}
    </nav>
  );
}

export function Shell() {
  const language = useLanguage((state) => state.language);
  const dialog = useDialogs((state) => state.open);
  const arriving = useArrival((session) => session.state.step !== 'none');
  const touring = useTour((state) => state.at !== null);
  const importing = useImport((session) => session.state.step !== 'closed');
  useKeys();
  useEffect(() => setVerdictLanguage(language), [language]);
  useEffect(recordVersions, []);
  useEffect(() => takeLaunched((files) => void takeDropped([], files)), []);
  // The place that is shown may lie in an area that is hidden.
  useEffect(() => onReveal(() => showArea('editor')), []);

  return (
    <DropZone onDropped={(entries, files) => void takeDropped(entries, files)}>
      <div className="flex h-full flex-col">
        <Header />
        <UnkeptBanner onFork={() => openDialog('fork')} />
        <LinkedRowsNotice />
        <DamagedNotice />
        <SetAsideNotice />
        <StorageNotice />
        <KeptNotice />
        <FirstSteps onShare={() => openDialog('share')} />
        <AreaTabs />
        <Window />
        <StatusBar>
          <DrawerTabs />
        </StatusBar>
      </div>
      <Toaster />
      <ElsewhereDialog />
      <GalleryHost />
      <Late key={touring ? 'tour' : 'none'}>{touring && <Tour onExport={() => openDialog('export')} />}</Late>
      <ResetDialog open={dialog === 'reset'} onOpenChange={(open) => (open ? openDialog('reset') : closeDialog())} />
      <Late key={dialog} onClose={closeDialog}>
        {dialog === 'palette' && <Palette />}
        {dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
        {dialog === 'share' && <ShareDialog onClose={closeDialog} />}
        {dialog === 'sample' && <SeedDialog onClose={closeDialog} />}
        {dialog === 'export' && <ExportDialog onClose={closeDialog} />}
        {dialog === 'rehearsal' && <RehearsalDialog onClose={closeDialog} />}
        {(dialog === 'about' || dialog === 'rename') && (
          <AboutDialog renaming={dialog === 'rename'} onClose={closeDialog} onFork={() => openDialog('fork')} />
        )}
        {dialog === 'versions' && <VersionsDialog onClose={closeDialog} />}
        {dialog === 'delete' && <DeleteDialog onClose={closeDialog} />}
        {dialog === 'fork' && <ForkDialog onClose={closeDialog} />}
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
