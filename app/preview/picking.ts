/** Speaks to the preview frames about parts of their screens: lets somebody pick one, and has one shown. */
import { create } from 'zustand';
import type { PagePoint, PageToFrame, ShownPart } from '../../workers/protocol';
import { registerLate } from '../deploy/late';
import { onShowHere } from '../editor/show-here';
import { showArea } from '../layout/layout';
import type { ViewName } from '../project/drafts';

/** The view in which somebody picks now. */
export const usePicking = create<{ view: ViewName | null }>(() => ({ view: null }));

interface Channel {
  port: MessagePort;
  focus: () => void;
}

const channels = new Map<ViewName, Channel>();
const waiting = new Map<ViewName, (index: number | null) => void>();

const partLines = registerLate(() => import('./part-lines'));

/** A frame begins; the port that is sent to it. What was asked of the one before is not answered any more. */
export function openChannel(view: ViewName, focus: () => void): MessagePort {
  const { port1, port2 } = new MessageChannel();
  channels.get(view)?.port.close();
  channels.set(view, { port: port1, focus });
  waiting.get(view)?.(null);
  if (usePicking.getState().view === view) usePicking.setState({ view: null });
  return port2;
}

const say = (view: ViewName, message: PageToFrame): void => channels.get(view)?.port.postMessage(message);

/** Makes the pointer of a view pick a part of its screen, or stops it. */
export function togglePicking(view: ViewName): void {
  const { view: before } = usePicking.getState();
  if (before !== null) say(before, { kind: 'pick', on: false });
  if (before === view || !channels.has(view)) {
    usePicking.setState({ view: null });
    return;
  }
  usePicking.setState({ view });
  showArea('preview');
  say(view, { kind: 'pick', on: true });
  // Its keys go from part to part.
  channels.get(view)?.focus();
}

/** A frame tells what was picked; only where somebody was to pick. */
export async function notePicked(view: ViewName, part: ShownPart | null): Promise<void> {
  if (usePicking.getState().view !== view) return;
  usePicking.setState({ view: null });
  if (part !== null) await (await partLines()).goToLine(view, part);
}

/** Has a view show a part of a screen: the place of the one that it shows among those that are wanted, or null. */
export function point(view: ViewName, message: PagePoint): Promise<number | null> {
  waiting.get(view)?.(null);
  return new Promise((resolve) => {
    if (!channels.has(view)) resolve(null);
    waiting.set(view, resolve);
    say(view, message);
  });
}

export const notePointed = (view: ViewName, index: number | null): void => waiting.get(view)?.(index);

/** Shows where the line of the manifest appears in which the cursor stands, or that at `offset` (UTF-16 units). */
export async function showInPreview(offset?: number): Promise<void> {
  await (await partLines()).showLine(point, offset);
}

onShowHere((offset) => void showInPreview(offset));
