import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@asteby/metacore-ui/primitives';
import { Loader2, TriangleAlert } from 'lucide-react';
import type { Locale } from '../../kernel/locale';
import type { Principal } from '../../kernel/principal';
import type { InstallReport } from '../../kernel/host/project-install';
import { Late, late } from '../deploy/late';
import { useLanguage, useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import { retryKernel } from '../workspace/kernel';
import { useWorkspace, type WorkspaceState } from '../workspace/workspace';
import { Frame } from './Frame';
import { Scaled } from './Scaled';
import { PreviewSkeleton } from './Skeleton';
import { installSentence } from '../../kernel/lifecycle/messages';
import { refusalSentence } from './refusal';
import { principalOf, refreshViewers, useViewers } from './viewers';
import type { ViewName } from '../project/drafts';
import { ViewerBar } from './ViewerBar';

const ConvertDialog = late(() => import('../convert/ConvertDialog'));

function Notice({ tone, children, action }: { tone: 'busy' | 'warning'; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="status"
      className={`flex items-start gap-2 border-b px-3 py-2 text-sm ${tone === 'warning' ? 'bg-amber-100 text-amber-950 dark:bg-amber-950 dark:text-amber-100' : 'bg-muted'}`}
    >
      {tone === 'busy' ? (
        <Loader2 className="mt-0.5 size-4 shrink-0 animate-spin" aria-hidden />
      ) : (
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      )}
      <span className="min-w-0 flex-1 break-words">{children}</span>
      {action}
    </div>
  );
}

/** Lies over the screens and moves nothing: what is half typed is no reason for them to jump. */
function Pill({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 bottom-3 z-10 mx-auto flex w-fit max-w-[90%] items-center gap-2 rounded-full bg-amber-100 px-3 py-1 text-xs text-amber-950 shadow-md dark:bg-amber-950 dark:text-amber-100"
    >
      <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
      {children}
    </p>
  );
}

function installNotices(install: InstallReport | null, strings: Strings, language: Locale): string[] {
  if (!install) return [];
  if (!install.ok) return [strings.installFailed(refusalSentence(install, language))];
  const places = install.notes.map(({ code, table, column, refusal }) =>
    strings.notes[code](
      column === undefined ? table : `${table}.${column}`,
      refusal === undefined ? '' : (installSentence(refusal, language) ?? refusal.message ?? refusal.code),
    ),
  );
  return [
    ...places,
    ...(install.restoredRows > 0 ? [strings.kernel.rebuilt(install.restoredRows)] : []),
    ...(install.skippedRows > 0 ? [strings.kernel.skipped(install.skippedRows)] : []),
  ];
}

function KernelNotice({ kernel, strings, isBetween }: { kernel: WorkspaceState['kernel']; strings: Strings; isBetween: boolean }) {
  const language = useLanguage((state) => state.language);
  switch (kernel.phase) {
    // The skeleton says it.
    case 'connecting':
    case 'booting':
      return null;
    case 'restarting':
      return <Notice tone="busy">{strings.kernel.restarting}</Notice>;
    case 'failed':
      return (
        <Notice
          tone="warning"
          action={
            <Button size="sm" variant="outline" onClick={retryKernel}>
              {strings.kernel.retry}
            </Button>
          }
        >
          {strings.kernel.failed}: {refusalSentence({ code: kernel.code ?? '', message: kernel.message, details: {} }, language)}
        </Notice>
      );
    case 'ready':
      return isBetween ? <Notice tone="busy">{strings.kernel.restarting}</Notice> : null;
    case 'stopped':
      return null;
  }
}

/**
 * Counts who is shown to: a frame that waited for its kernel goes on with whom it is served as, and begins anew when somebody else looks
 * or another kernel serves it.
 */
function useAudience(who: string | null): number {
  const [audience, setAudience] = useState({ who, count: 0 });
  if (audience.who !== who) setAudience({ who, count: audience.who === null ? audience.count : audience.count + 1 });
  return audience.count;
}

/** The frame, and the way back when its content went elsewhere: the policy stops it, and leaves an empty frame behind. */
function LiveView({ view, strings }: { view: ViewName; strings: Strings }) {
  const [visit, setVisit] = useState(0);
  const [left, setLeft] = useState(false);
  const people = useViewers((state) => state.people);
  const roles = useViewers((state) => state.roles);
  const isAsked = useViewers((state) => state.isAsked);
  const choice = useViewers((state) => state.choices[view]);
  const served = useWorkspace((state) => state.servedGeneration);
  const who = served === null || !isAsked ? null : JSON.stringify(principalOf({ people, roles }, choice));
  // People are read again after every install; a frame begins anew only when somebody else looks.
  const principal = useMemo(() => (who === null ? null : (JSON.parse(who) as Principal)), [who]);
  const audience = useAudience(who === null ? null : `${String(served)} ${who}`);
  const reload = () => {
    setLeft(false);
    setVisit(visit + 1);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewerBar view={view} />
      {left && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" variant="outline" onClick={reload}>
              {strings.previewReload}
            </Button>
          }
        >
          {strings.previewLeft}
        </Notice>
      )}
      <Scaled>
        <Frame key={`${String(visit)} ${String(audience)}`} view={view} principal={principal} onLeft={setLeft} />
      </Scaled>
    </div>
  );
}

/** One view of the addon, or two beside each other: the same rows as two people see them. */
function LivePreview({ strings }: { strings: Strings }) {
  const isSplit = useViewers((state) => state.isSplit);
  const install = useWorkspace((state) => state.install);
  useEffect(() => {
    if (install?.ok === true) void refreshViewers();
  }, [install]);
  return (
    <div className="flex h-full flex-col divide-y-2">
      <LiveView view="main" strings={strings} />
      {isSplit && <LiveView view="second" strings={strings} />}
    </div>
  );
}

/**
 * Whether a kernel is on its way that has served nothing yet: the frame is started beside it. One that is put down for another project
 * serves nothing any more either, and nothing is started for it.
 */
function useIsComing(phase: WorkspaceState['kernel']['phase'], served: number | null): boolean {
  const [isComing, setComing] = useState(false);
  const isStarting = phase === 'connecting' || phase === 'booting';
  const next = served === null && (isStarting || (phase === 'ready' && isComing));
  if (next !== isComing) setComing(next);
  return next;
}

/** The addon's own screens, and what keeps them from showing the newest manifest, when something does. */
export function Preview() {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const kernel = useWorkspace((state) => state.kernel);
  const verdict = useWorkspace((state) => state.verdict);
  const install = useWorkspace((state) => state.install);
  const served = useWorkspace((state) => state.servedGeneration);
  const [converting, setConverting] = useState(false);
  // The kernel behind the screens is gone, and the next one does not serve them yet: what is typed into them now would be lost.
  const isCutOff = served !== null && !(kernel.phase === 'ready' && kernel.generation === served);
  const rejected = verdict !== null && !verdict.installable;
  // A manifest that cannot be shown yet is no reason to show the screens of another addon.
  const isOther = useWorkspace(({ servedKey }) => rejected && verdict.key !== '' && servedKey !== null && verdict.key !== servedKey);
  const isComing = useIsComing(kernel.phase, served);
  const isShown = served !== null && !isOther;
  // A text that is no JSON has no version yet: only a document can be a v2 one.
  const isV2 = verdict?.version === 'v2' && verdict.readable;
  return (
    <section id="preview" aria-label={strings.preview} tabIndex={-1} className="bg-background flex h-full min-h-0 flex-col">
      <KernelNotice kernel={kernel} strings={strings} isBetween={isCutOff && install?.ok !== false} />
      {isV2 && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" variant="outline" onClick={() => setConverting(true)}>
              {strings.convertOpen}
            </Button>
          }
        >
          {strings.previewV2}
        </Notice>
      )}
      {converting && (
        <Late onClose={() => setConverting(false)}>
          <ConvertDialog onClose={() => setConverting(false)} />
        </Late>
      )}
      {installNotices(install, strings, language).map((notice) => (
        <Notice key={notice} tone="warning">
          {notice}
        </Notice>
      ))}
      <div className={`relative min-h-0 flex-1 ${isCutOff ? 'opacity-60' : ''}`} inert={isCutOff} aria-busy={isCutOff}>
        {rejected && !isV2 && served !== null && !isOther && <Pill>{strings.previewStale}</Pill>}
        {verdict?.screenless ? (
          <p role="status" className="text-muted-foreground grid h-full place-items-center p-6 text-center text-sm">
            {strings.previewScreenless[verdict.screenless]}
          </p>
        ) : (
          <div className="relative h-full">
            {!isShown && isComing && !rejected && (
              <div className="absolute inset-0">
                <PreviewSkeleton sentence={strings.kernel.starting} />
              </div>
            )}
            {!isShown && (!isComing || rejected) && (
              <p className="text-muted-foreground absolute inset-0 grid place-items-center p-6 text-center text-sm">
                {rejected && kernel.phase === 'ready' && !isV2 ? strings.previewNothing : ''}
              </p>
            )}
            {(isShown || isComing) && (
              <div className={`h-full ${isShown ? '' : 'invisible'}`}>
                <LivePreview strings={strings} />
              </div>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
