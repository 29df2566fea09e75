/** Which screen each view of the preview shows: where it begins, and where the person went from there. */
import { create } from 'zustand';
import type { FrameScreen } from '../../workers/protocol';
import { loadLateParts } from '../deploy/late';
import { useWorkspace } from '../workspace/workspace';
import type { ViewName } from '../project/drafts';

export type ShownScreen = Pick<FrameScreen, 'address' | 'title'>;

export const useScreens = create<Record<ViewName, ShownScreen | null>>(() => ({ main: null, second: null }));

/** A frame tells that it shows this screen; one that is loaded anew begins there. */
export function noteScreen(view: ViewName, screen: ShownScreen): void {
  useScreens.setState({ [view]: screen });
  // The first screen needs nothing of the page any more.
  void loadLateParts();
}

/** The next frame of the first view begins at this screen, or at the addon's first one. */
export const beginAt = (address: string | undefined): void =>
  useScreens.setState({ main: address === undefined ? null : { address, title: '' }, second: null });

// Another project begins at its own first screen.
useWorkspace.subscribe(({ project }, { project: before }) => {
  if (before !== null && project?.id !== before.id) beginAt(undefined);
});
