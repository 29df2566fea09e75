/**
 * Lets somebody pick a part of the screen: nothing that is pressed meanwhile reaches the screen itself, so that what is open stays open.
 * By keys, arrows and Tab go from part to part, Enter picks, Escape gives up.
 */
import type { ShownPart } from '../../../workers/protocol';
import { createHighlight } from './highlight';
import { shownAt, shownParts, type ShownElement } from './shown';

export interface PickerWords {
  /** Said when it begins. */
  begin: string;
  /** Said of a part that has no words of its own. */
  unnamed: string;
}

const PRESSES = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'dblclick', 'contextmenu', 'touchstart', 'touchend'] as const;

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Begins, and tells `done` once: the part that was picked, or null when it was given up.
 *
 * @returns gives up from outside; nothing where it has ended
 */
export function beginPicking(page: Document, words: PickerWords, done: (part: ShownPart | null) => void): () => void {
  const highlight = createHighlight(page);
  const ending = new AbortController();
  const listen = { capture: true, signal: ending.signal };
  const said = page.createElement('p');
  said.setAttribute('role', 'status');
  said.className = 'sr-only';
  page.body.append(said);
  let current: ShownElement | null = null;

  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const end = (part: ShownPart | null): void => {
    if (ending.signal.aborted) return;
    ending.abort();
    highlight.put(null);
    said.remove();
    page.documentElement.classList.remove('is-picking');
    done(part);
  };
  const show = (shown: ShownElement | null, isSaid: boolean): void => {
    if (shown?.element === current?.element) return;
    current = shown;
    const name = shown?.part.label ?? '';
    highlight.put(shown?.element ?? null, name);
    if (isSaid && shown !== null) said.textContent = name === '' ? words.unnamed : name;
  };
  const step = (by: 1 | -1): void => {
    const parts = shownParts(page);
    const now = parts.findIndex(({ element }) => element === current?.element);
    const next = parts[now === -1 ? (by === 1 ? 0 : parts.length - 1) : (now + by + parts.length) % parts.length];
    if (next === undefined) return;
    next.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show(next, true);
  };

  const target = page.defaultView ?? page;
  for (const press of PRESSES) target.addEventListener(press, stop, listen);
  target.addEventListener('pointermove', ({ target: over }) => show(over instanceof Element ? shownAt(over) : null, false), listen);
  target.addEventListener(
    'click',
    (event) => {
      stop(event);
      if (event.target instanceof Element) end(shownAt(event.target)?.part ?? null);
    },
    listen,
  );
  target.addEventListener(
    'keydown',
    (event) => {
      if (!(event instanceof KeyboardEvent)) return;
      const by = STEPS[event.key] ?? (event.key === 'Tab' ? (event.shiftKey ? -1 : 1) : undefined);
      if (by === undefined && event.key !== 'Enter' && event.key !== ' ' && event.key !== 'Escape') return;
      stop(event);
      if (by !== undefined) step(by);
      else if (event.key === 'Escape') end(null);
      else if (current !== null) end(current.part);
    },
    listen,
  );
  page.documentElement.classList.add('is-picking');
  said.textContent = words.begin;
  return () => end(null);
}
