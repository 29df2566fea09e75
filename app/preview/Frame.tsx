import { useEffect, useRef, useState } from 'react';
import type { Principal } from '../../kernel/principal';
import { keysForFrames, pressedInFrame } from '../commands/frame-keys';
import { useLanguage, useStrings } from '../i18n/language';
import { localeOf } from '../i18n/locale';
import { useTheme } from '../theme/theme';
import { attachFrame } from '../workspace/kernel';
import { setFilesOver } from '../files/files-over';
import type { PortDrafts, PortKeys, PortPage, PortServed } from '../../workers/protocol';
import { useWorkspace, type WorkspaceState } from '../workspace/workspace';
import { type DraftPlace, keepDrafts, keptDrafts } from '../project/drafts';
import { busyOf, draftsOf, fileOf, heightOf, isFilesOver, keysOf, pickedOf, pointedOf, portOf, screenOf } from './frame-connect';
import { askBeforeLeaving } from './leaving';
import { notePicked, notePointed, openChannel } from './picking';
import { saveOrOffer } from './save-or-offer';
import { noteScreen, useScreens } from './screens';
import type { ViewName } from '../project/drafts';

/** Content of the frame never shares the page's origin: it cannot reach its storage, its keys or its document. */
// `allow-modals` is what printing a document of the addon takes. Files leave through the page, which names them.
const SANDBOX = 'allow-scripts allow-forms allow-modals';

const addonKeyOf = (install: WorkspaceState['install']): string => (install?.ok === true ? install.addonKey : 'addon');

/** How long a document in the frame may take to say hello after it was loaded. */
const HELLO_DEADLINE_MS = 3_000;

interface FrameProps {
  view: ViewName;
  /**
   * Who the kernel takes the frame for, from then to its end; null while no kernel serves it: its document starts beside the kernel, and
   * what it asks waits in its port.
   */
  principal: Principal | null;
  /** Hears when what is in the frame is not the preview, and when it is again. */
  onLeft: (left: boolean) => void;
}

/** The addon's screens in a document of an origin of its own, connected to the kernel by one port. */
export function Frame({ view, principal, onLeft }: FrameProps) {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const theme = useTheme((state) => state.theme);
  const frame = useRef<HTMLIFrameElement>(null);
  /** Whether the document that is in the frame said hello; what the browser shows in its place never does. */
  const greeted = useRef(false);
  const helloTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Of a document that said hello before there was a kernel. */
  const waiting = useRef<MessagePort>(null);
  // Only the fragment changes with theme and language, which does not reload the frame.
  const [begin] = useState(() => useScreens.getState()[view]?.address);
  const src = `./frame/index.html#theme=${theme}&lang=${language}&locale=${localeOf(language, navigator.languages)}${begin === undefined ? '' : `&view=${encodeURIComponent(begin)}`}`;
  const shownSrc = useRef(src);
  const fragmentChanged = useRef(false);

  useEffect(() => () => clearTimeout(helloTimer.current), []);

  useEffect(() => {
    const placeOf = ({ userId }: Principal): DraftPlace => ({ projectId: useWorkspace.getState().project?.id ?? '', view, userId });
    const serve = (port: MessagePort, as: Principal) => {
      waiting.current = null;
      port.postMessage({ kind: 'served' } satisfies PortServed);
      const kept = keptDrafts(placeOf(as));
      if (kept !== '') port.postMessage({ kind: 'drafts', text: kept } satisfies PortDrafts);
      // A frame that reloads itself connects again; the kernel ends the port it had.
      attachFrame(view, port, as);
    };
    if (principal !== null && waiting.current !== null) serve(waiting.current, principal);
    const receive = (event: MessageEvent<unknown>) => {
      const screen = screenOf(event, frame.current?.contentWindow ?? null);
      if (screen) noteScreen(view, screen);
      if (isFilesOver(event, frame.current?.contentWindow ?? null)) setFilesOver(true);
      const drafts = draftsOf(event, frame.current?.contentWindow ?? null);
      if (drafts !== null && principal !== null)
        askBeforeLeaving(view, 'drafts', !keepDrafts(placeOf(principal), drafts, useWorkspace.getState().unkept));
      const busy = busyOf(event, frame.current?.contentWindow ?? null);
      if (busy !== null) askBeforeLeaving(view, 'import', busy);
      const file = fileOf(event, frame.current?.contentWindow ?? null, addonKeyOf(useWorkspace.getState().install));
      if (file !== null) saveOrOffer(file);
      const height = heightOf(event, frame.current?.contentWindow ?? null);
      if (height !== null) frame.current?.style.setProperty('--printed-height', `${height}px`);
      const keys = keysOf(event, frame.current?.contentWindow ?? null);
      if (keys !== null) pressedInFrame(keys);
      const picked = pickedOf(event, frame.current?.contentWindow ?? null);
      if (picked !== undefined) void notePicked(view, picked);
      const pointed = pointedOf(event, frame.current?.contentWindow ?? null);
      if (pointed !== undefined) notePointed(view, pointed);
      const port = portOf(event, frame.current?.contentWindow ?? null);
      if (!port) return;
      greeted.current = true;
      clearTimeout(helloTimer.current);
      onLeft(false);
      // A frame that begins anew says so itself when it finds an import that is under way.
      askBeforeLeaving(view, 'import', false);
      port.postMessage({ kind: 'keys', keys: keysForFrames() } satisfies PortKeys);
      port.postMessage({ kind: 'page' } satisfies PortPage, [openChannel(view, () => frame.current?.focus())]);
      if (principal === null) waiting.current = port;
      else serve(port, principal);
    };
    window.addEventListener('message', receive);
    return () => {
      window.removeEventListener('message', receive);
      for (const reason of ['drafts', 'import'] as const) askBeforeLeaving(view, reason, false);
    };
  }, [onLeft, principal, view]);

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
      title={view === 'main' ? strings.previewTitle : strings.viewers.secondTitle}
      sandbox={SANDBOX}
      src={src}
      className="size-full border-0"
      data-testid={view === 'main' ? 'preview-frame' : 'second-frame'}
    />
  );
}
