import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@asteby/metacore-ui/primitives';
import { Loader2, TriangleAlert } from 'lucide-react';
import type { InstallReport } from '../../workers/protocol';
import { useLanguage, useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import { useTheme } from '../theme/theme';
import { attachFrame, retryKernel, useWorkspace, type WorkspaceState } from '../workspace/workspace';
import { portOf } from './frame-connect';

const ConvertDialog = lazy(() => import('../convert/ConvertDialog'));

/** Content of the frame never shares the page's origin: it cannot reach its storage, its keys or its document. */
const SANDBOX = 'allow-scripts allow-forms allow-modals allow-downloads';

/** How long a document in the frame may take to say hello after it was loaded. */
const HELLO_DEADLINE_MS = 3_000;

/** `onLeft` hears when what is in the frame is not the preview, and when it is again. */
function Frame({ onLeft }: { onLeft: (left: boolean) => void }) {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const theme = useTheme((state) => state.theme);
  const frame = useRef<HTMLIFrameElement>(null);
  /** Whether the document that is in the frame said hello; what the browser shows in its place never does. */
  const greeted = useRef(false);
  const helloTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Only the fragment changes with theme and language, which does not reload the frame.
  const src = `./frame/index.html#theme=${theme}&lang=${language}`;
  const shownSrc = useRef(src);
  const fragmentChanged = useRef(false);

  useEffect(() => {
    const receive = (event: MessageEvent<unknown>) => {
      const port = portOf(event, frame.current?.contentWindow ?? null);
      if (!port) return;
      greeted.current = true;
      clearTimeout(helloTimer.current);
      onLeft(false);
      // A frame that reloads itself connects again; the kernel ends the port it had.
      attachFrame('main', port);
    };
    window.addEventListener('message', receive);
    return () => {
      window.removeEventListener('message', receive);
      clearTimeout(helloTimer.current);
    };
  }, [onLeft]);

  useEffect(() => {
    if (shownSrc.current === src) return;
    shownSrc.current = src;
    // Some browsers tell of a new fragment as of a load, though the document stays and has nothing to say.
    fragmentChanged.current = true;
    const timer = setTimeout(() => {
      fragmentChanged.current = false;
    }, HELLO_DEADLINE_MS);
    return () => clearTimeout(timer);
  }, [src]);

  const expectHello = () => {
    if (fragmentChanged.current) {
      fragmentChanged.current = false;
      return;
    }
    clearTimeout(helloTimer.current);
    if (!greeted.current) helloTimer.current = setTimeout(() => onLeft(true), HELLO_DEADLINE_MS);
    greeted.current = false;
  };

  return (
    <iframe
      ref={frame}
      onLoad={expectHello}
      title={strings.previewTitle}
      sandbox={SANDBOX}
      src={src}
      className="size-full border-0"
      data-testid="preview-frame"
    />
  );
}

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

function installNotices(install: InstallReport | null, strings: Strings): string[] {
  if (!install) return [];
  if (!install.ok) return [strings.installFailed(install.message)];
  const places = install.notes.map((note) =>
    strings.notes[note.code](note.column === undefined ? note.table : `${note.table}.${note.column}`),
  );
  return [
    ...places,
    ...(install.restoredRows > 0 ? [strings.kernel.rebuilt(install.restoredRows)] : []),
    ...(install.skippedRows > 0 ? [strings.kernel.skipped(install.skippedRows)] : []),
  ];
}

function KernelNotice({ kernel, strings }: { kernel: WorkspaceState['kernel']; strings: Strings }) {
  switch (kernel.phase) {
    case 'connecting':
    case 'booting':
      return <Notice tone="busy">{strings.kernel.starting}</Notice>;
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
          {strings.kernel.failed}: {kernel.message}
        </Notice>
      );
    case 'ready':
    case 'stopped':
      return null;
  }
}

/** The frame, and the way back when its content went elsewhere: the policy stops it, and leaves an empty frame behind. */
function LivePreview({ strings }: { strings: Strings }) {
  const [visit, setVisit] = useState(0);
  const [left, setLeft] = useState(false);
  const reload = () => {
    setLeft(false);
    setVisit(visit + 1);
  };
  return (
    <div className="flex h-full flex-col">
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
      <div className="min-h-0 flex-1">
        <Frame key={visit} onLeft={setLeft} />
      </div>
    </div>
  );
}

/** The addon's own screens, and what keeps them from showing the newest manifest, when something does. */
export function Preview() {
  const strings = useStrings();
  const kernel = useWorkspace((state) => state.kernel);
  const verdict = useWorkspace((state) => state.verdict);
  const install = useWorkspace((state) => state.install);
  const served = useWorkspace((state) => state.servedGeneration);
  const [converting, setConverting] = useState(false);
  const rejected = verdict !== null && verdict.manifest === null;
  // A text that is no JSON has no version yet: only a document can be a v2 one.
  const isV2 = verdict?.version === 'v2' && verdict.document !== undefined;
  return (
    <section id="preview" aria-label={strings.preview} tabIndex={-1} className="bg-background flex h-full min-h-0 flex-col">
      <KernelNotice kernel={kernel} strings={strings} />
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
      <Suspense fallback={null}>{converting && <ConvertDialog onClose={() => setConverting(false)} />}</Suspense>
      {rejected && !isV2 && served !== null && <Notice tone="warning">{strings.previewStale}</Notice>}
      {installNotices(install, strings).map((notice) => (
        <Notice key={notice} tone="warning">
          {notice}
        </Notice>
      ))}
      <div className="min-h-0 flex-1">
        {served === null ? (
          <p className="text-muted-foreground grid h-full place-items-center p-6 text-center text-sm">
            {rejected && kernel.phase === 'ready' && !isV2 ? strings.previewNothing : ''}
          </p>
        ) : (
          <LivePreview key={served} strings={strings} />
        )}
      </div>
    </section>
  );
}
