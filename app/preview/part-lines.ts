/** From a part of a screen to its line, and from a line to where it appears. */
import { getLocation, parse } from 'jsonc-parser';
import { toast } from 'sonner';
import { pointerOf } from '../../kernel/contract/pointer';
import { messageOf } from '../../kernel/errors';
import type { ScreenPart } from '../../kernel/metadata/parts';
import type { PagePoint, ShownPart } from '../../workers/protocol';
import { useCursor } from '../editor/cursor';
import { heldCursor } from '../editor/held-editor';
import { revealPlace } from '../editor/reveal-place';
import { useLanguage } from '../i18n/language';
import { showArea } from '../layout/layout';
import type { ViewName } from '../project/drafts';
import { MANIFEST, textOf } from '../project/project';
import { askKernel } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { partFor, placeIn, pointAt } from './part-match';
import { pickStrings } from './pick-strings';
import { useScreens } from './screens';

const DEADLINE_MS = 30_000;

async function askParts(): Promise<ScreenPart[]> {
  const { language } = useLanguage.getState();
  const { body } = await askKernel({ method: 'GET', path: '/playground/parts', language }, DEADLINE_MS);
  return (body as { data?: ScreenPart[] }).data ?? [];
}

/** The manifest that is shown, and the one that is edited. */
function manifests(): { shown: unknown; edited: unknown; text: string } {
  const { project } = useWorkspace.getState();
  const text = textOf(project?.files[MANIFEST]);
  return { shown: parse(project?.lastGoodManifest ?? text), edited: parse(text), text };
}

/** Goes to the line that makes a part of a view's screen, or says that there is none. */
export async function goToLine(view: ViewName, shown: ShownPart): Promise<void> {
  const strings = pickStrings();
  try {
    const model = /^[\w.-]+/.exec(useScreens.getState()[view]?.address ?? '')?.[0] ?? '';
    const part = partFor(shown, await askParts(), model);
    if (!part) {
      toast.info(strings.noLine);
      return;
    }
    const { servedKey } = useWorkspace.getState();
    if (part.place.addon !== servedKey) {
      toast.info(strings.otherAddon(part.place.addon));
      return;
    }
    const texts = manifests();
    const pointer = placeIn(part.place.pointer, texts.shown, texts.edited);
    if (pointer === null || !revealPlace(pointer)) toast.info(strings.noLine);
  } catch (error) {
    toast.error(strings.failed(messageOf(error)));
  }
}

type Point = (view: ViewName, message: PagePoint) => Promise<number | null>;

/**
 * Shows where a line of the manifest appears.
 *
 * @param point has a view show a part of a screen
 * @param at the line; where none is given, that of the cursor (UTF-16 units)
 */
export async function showLine(point: Point, at?: number): Promise<void> {
  const offset = at ?? heldCursor() ?? useCursor.getState().offset;
  const strings = pickStrings();
  const { servedKey, activeFile } = useWorkspace.getState();
  if (activeFile !== MANIFEST) {
    toast.info(strings.noPlace);
    return;
  }
  if (servedKey === null) {
    toast.info(strings.noPreview);
    return;
  }
  try {
    const texts = manifests();
    const { path } = getLocation(texts.text, offset);
    const pointer = placeIn(pointerOf(path), texts.edited, texts.shown);
    const own = (await askParts()).filter(({ place }) => place.addon === servedKey);
    const found = pointer === null ? null : pointAt(pointer, own, useScreens.getState().main?.address ?? '');
    if (!found) {
      toast.info(strings.noPlace);
      return;
    }
    showArea('preview');
    const index = await point('main', found.point);
    if (index === null) toast.info(strings.notThere(found.part.label));
    else if (found.point.parts[index]?.label !== found.point.parts[0]?.label) toast.info(strings.instead(found.part.label));
  } catch (error) {
    toast.error(strings.failed(messageOf(error)));
  }
}
