/** The areas of the window, for the keys that go from one to the next. */
import { activeEditor } from '../editor/active-editor';
import { showArea, useLayout } from '../layout/layout';

const ORDER = ['bar', 'side', 'editor', 'drawer', 'preview'] as const;
type Stop = (typeof ORDER)[number];

/** Elements that mark an area carry its name. */
const elementOf = (stop: Stop): HTMLElement | null => document.querySelector(`[data-area="${stop}"]`);

/** What takes the keys when an area is entered: the first thing in it that can. */
const FOCUSABLE = 'button:not([disabled]), a[href], input:not([disabled]), select:not([disabled]), iframe, [tabindex="0"]';

function enter(stop: Stop): void {
  if (stop === 'editor' || stop === 'preview' || stop === 'drawer') showArea(stop);
  const editor = activeEditor();
  if (stop === 'editor' && editor) editor.focus();
  else if (stop === 'preview') elementOf(stop)?.querySelector<HTMLElement>('iframe')?.focus();
  else elementOf(stop)?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}

/** Gives the keys to the next area that is open, or to the one before it. */
export function goToArea(step: 1 | -1): void {
  const { side, isDrawerOpen } = useLayout.getState();
  const open = ORDER.filter(
    (stop) => elementOf(stop) !== null && (stop !== 'side' || side !== null) && (stop !== 'drawer' || isDrawerOpen),
  );
  const now = open.findIndex((stop) => elementOf(stop)?.contains(document.activeElement));
  const next = open[(now + step + open.length) % open.length] ?? open[0];
  if (next !== undefined) enter(next);
}
