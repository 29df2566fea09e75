/** Finds a part of the screen by its words, waits for it where its screen is still being drawn, and shows it. */
import type { ShownKind, ShownPart } from '../../../workers/protocol';
import { createHighlight, type Highlight } from './highlight';
import { shownParts, type ShownElement } from './shown';

/** A screen on which nothing has changed for so long is taken for drawn. */
const QUIET_MS = 700;
/** How long a screen that goes on changing is waited for. */
const WAIT_MS = 6_000;
/** How long a part is shown. */
const SHOWN_MS = 4_000;

/** What opens the place where parts of a kind are, where they are not there yet. */
const OPENERS: Partial<Readonly<Record<ShownKind, string>>> = {
  field: '[data-opens=form]',
  entry: '[data-opens=menu]',
  group: '[data-opens=menu]',
};

/** The menu of a row or of a card: actions stand in it. */
const ROW_MENU = 'tbody tr [aria-haspopup=menu], [data-card-id] [aria-haspopup=menu]';

const matches = (wanted: ShownPart, { part }: ShownElement): boolean =>
  part.kind === wanted.kind &&
  part.label === wanted.label &&
  part.nth === wanted.nth &&
  (wanted.within === '' || part.within.includes(wanted.within));

interface Found {
  index: number;
  element: Element;
}

/** The first of the wanted parts that is there: its place among them, and its element. */
export function findShown(page: Document, wanted: readonly ShownPart[]): Found | null {
  const there = shownParts(page);
  for (const [index, part] of wanted.entries()) {
    const found = there.find((one) => matches(part, one));
    if (found) return { index, element: found.element };
  }
  return null;
}

/** The menu in which an action of a row stands that is no button of its own. */
function rowMenu(page: Document, wanted: readonly ShownPart[]): Found | null {
  const index = wanted.findIndex(({ kind }) => kind === 'action');
  const menus = index === -1 ? [] : [...page.querySelectorAll(ROW_MENU)];
  const element = menus.find((menu) => menu.getClientRects().length > 0 && menu.closest('[aria-hidden=true]') === null);
  return element ? { index, element } : null;
}

/** Opens where the first of the wanted parts is that has such a place. False where there is nothing to open. */
function open(page: Document, wanted: readonly ShownPart[]): boolean {
  for (const { kind } of wanted) {
    const selector = OPENERS[kind];
    const opener = selector === undefined ? null : page.querySelector<HTMLElement>(selector);
    if (!opener || opener.getClientRects().length === 0) continue;
    opener.click();
    return true;
  }
  return false;
}

let shown: { highlight: Highlight; timer: ReturnType<typeof setTimeout> } | null = null;
let waiting: AbortController | null = null;

function put(page: Document, element: Element, name: string): void {
  if (shown) clearTimeout(shown.timer);
  const highlight = shown?.highlight ?? createHighlight(page);
  element.scrollIntoView({ block: 'center', inline: 'center' });
  highlight.put(element, name);
  shown = { highlight, timer: setTimeout(() => highlight.put(null), SHOWN_MS) };
}

/**
 * Shows the first of the wanted parts as soon as it is there; once the screen is drawn without it, opens the form or the menu where it would be, and
 * then takes the next of them. A later question ends an earlier one.
 *
 * @returns the place of the part that is shown among the wanted ones, or null when none came
 */
export function showPart(page: Document, wanted: readonly ShownPart[]): Promise<number | null> {
  waiting?.abort();
  const ending = new AbortController();
  waiting = ending;
  let hasOpened = false;
  return new Promise((resolve) => {
    const take = (found: Found | null): boolean => {
      if (found === null) return false;
      put(page, found.element, wanted[0]?.label ?? '');
      resolve(found.index);
      ending.abort();
      return true;
    };
    const giveUp = (): void => {
      if (take(findShown(page, wanted) ?? rowMenu(page, wanted))) return;
      resolve(null);
      ending.abort();
    };
    const drawn = (): void => {
      const found = findShown(page, wanted);
      if (take(found?.index === 0 ? found : null)) return;
      if (!hasOpened && open(page, wanted)) {
        hasOpened = true;
        return;
      }
      giveUp();
    };
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const changed = (): void => {
      const found = findShown(page, wanted.slice(0, 1));
      if (take(found)) return;
      clearTimeout(quiet);
      quiet = setTimeout(drawn, QUIET_MS);
    };
    const observer = new MutationObserver(changed);
    const timer = setTimeout(giveUp, WAIT_MS);
    ending.signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(quiet);
      resolve(null);
    });
    observer.observe(page.body, { childList: true, subtree: true });
    changed();
  });
}
