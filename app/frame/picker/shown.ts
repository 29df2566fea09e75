/**
 * What of a screen an element is, by what whoever looks reads there: the published runtime draws most of it and marks nothing, so a cell is known
 * by the heading above it, a control by its label, a value by the label before it. What the frame draws itself says it (`data-part`).
 */
import { MAX_SHOWN_CHARS, SHOWN_KINDS, type ShownKind, type ShownPart } from '../../../workers/protocol';

export interface ShownElement {
  part: ShownPart;
  /** What is drawn round. */
  element: Element;
}

/** How many ancestors are looked at, and how far a label may be from its control. */
const MAX_CLIMB = 40;
const MAX_LABEL_CLIMB = 6;

const textOf = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN_CHARS);

/** A label without the mark of what must be filled in, and without the colon before a value. */
const labelText = (element: Element | null | undefined): string =>
  textOf(element)
    .replace(/[*:]+$/, '')
    .trim();

/** What a button is called. */
const nameOf = (element: Element): string => (element.getAttribute('aria-label') ?? textOf(element)).trim().slice(0, MAX_SHOWN_CHARS);

const headingText = (heading: Element | undefined): string => labelText(heading?.querySelector('span') ?? heading);

/** A column by one of its cells; null for cells of no column, such as that of a row's menu. */
function columnPart(cell: Element): ShownPart | null {
  const headings = [...(cell.closest('table')?.querySelector('thead tr')?.children ?? [])];
  const at = [...(cell.parentElement?.children ?? [])].indexOf(cell);
  const label = headingText(headings[at]);
  if (label === '') return null;
  const nth = headings.slice(0, at).filter((other) => headingText(other) === label).length;
  return { kind: 'column', label, within: '', nth };
}

const titleAround = (element: Element): string => textOf(element.closest('[role=dialog], [role=alertdialog]')?.querySelector('h2'));

/** What holds fields. */
const FORMS = 'form, main, [role=dialog], [role=alertdialog]';

/** A control by the one label that stands beside it; null where there are several, so that none is its own. */
function fieldPart(node: Element): ShownPart | null {
  const around = node.parentElement?.closest(FORMS) ?? null;
  if (around === null || node.matches(FORMS)) return null;
  const labels = node.matches('label') ? [node] : [...node.querySelectorAll('label')];
  const [label] = labels;
  const text = labelText(label);
  if (labels.length !== 1 || label === undefined || text === '') return null;
  const all = [...around.querySelectorAll('label')].filter((other) => labelText(other) === text);
  return { kind: 'field', label: text, within: titleAround(node), nth: Math.max(all.indexOf(label), 0) };
}

/** A line of a card: a label, and its value. */
function linePart(node: Element): ShownPart | null {
  const [label, value] = node.children;
  if (node.children.length !== 2 || label?.tagName !== 'SPAN' || value?.tagName !== 'SPAN') return null;
  if (node.closest('main') === null || node.closest('button, a, td, th') !== null) return null;
  return { kind: 'column', label: labelText(label), within: '', nth: 0 };
}

const ownKind = (node: Element): ShownKind | undefined => SHOWN_KINDS.find((kind) => kind === node.getAttribute('data-part'));

/** What a single element is, whatever it stands in; null where that alone does not say it. */
function partOf(node: Element): ShownPart | null {
  const own = ownKind(node);
  if (own !== undefined) return { kind: own, label: node.getAttribute('data-name') ?? textOf(node), within: '', nth: 0 };
  if (node.matches('td, th')) return columnPart(node);
  if (node.hasAttribute('data-stage'))
    return { kind: 'option', label: textOf(node.querySelector('[data-slot=badge]')), within: '', nth: 0 };
  return linePart(node);
}

/** The part of the screen that an element belongs to, with what is drawn round; null outside of all parts. */
export function shownAt(element: Element): ShownElement | null {
  let badge: Element | null = null;
  let button: Element | null = null;
  let node: Element | null = element;
  for (let step = 0; node !== null && step < MAX_CLIMB; step += 1, node = node.parentElement) {
    if (node.matches('[data-slot=badge]')) badge ??= node;
    if (node.matches('button, a[href], [role=menuitem], [role=tab]') && ownKind(node) === undefined) button ??= node;
    const part = partOf(node) ?? (step < MAX_LABEL_CLIMB ? fieldPart(node) : null);
    if (part === null) continue;
    // The value of an option, and a button of a row, stand in a column; the buttons of a heading and of a control are theirs.
    if (badge && part.kind === 'column')
      return { part: { ...part, kind: 'option', label: textOf(badge), within: part.label, nth: 0 }, element: badge };
    if (button && node.tagName === 'TD')
      return { part: { kind: 'action', label: nameOf(button), within: part.label, nth: 0 }, element: button };
    // Round the control, and not only round its label.
    return { part, element: node.tagName === 'LABEL' ? (node.parentElement ?? node) : node };
  }
  if (button) return { part: { kind: 'action', label: nameOf(button), within: titleAround(button), nth: 0 }, element: button };
  const main = element.closest('main, [role=dialog]');
  return main && { part: { kind: 'screen', label: '', within: '', nth: 0 }, element: main };
}

/** Everything of a page that may be a part of its own. */
const CANDIDATES =
  '[data-part], th, tbody tr:first-child > td, [data-stage], [data-card-id] > div > div, label, main button, main a[href], [role=dialog] button, [role=menuitem], [data-slot=badge]';

/** Whether something is drawn, and not behind a dialog. */
function isSeen(element: Element, front: Element | null): boolean {
  if (front !== null && !front.contains(element)) return false;
  return element.getClientRects().length > 0 && element.closest('[aria-hidden=true]') === null;
}

const nameOfPart = ({ kind, label, within, nth }: ShownPart): string => JSON.stringify([kind, label, within, nth]);

/** The parts of the page that are there now, in its order, each once. Those behind an open dialog or menu are not. */
export function shownParts(page: Document): ShownElement[] {
  const front = [...page.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1) ?? null;
  const parts = new Map<string, ShownElement>();
  for (const candidate of page.querySelectorAll(CANDIDATES)) {
    const shown = isSeen(candidate, front) ? shownAt(candidate) : null;
    if (shown === null || (shown.part.kind === 'screen' && shown.part.label === '')) continue;
    const name = nameOfPart(shown.part);
    if (!parts.has(name)) parts.set(name, shown);
  }
  return [...parts.values()];
}
