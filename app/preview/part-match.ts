/** Which line makes what is seen on a screen, and what is seen of a line: parts of the manifest and parts of screens, matched by their words. */
import { stepsOf, pointerOf, type Step } from '../../kernel/contract/pointer';
import type { PartKind, ScreenPart } from '../../kernel/metadata/parts';
import type { PagePoint, ShownKind, ShownPart } from '../../workers/protocol';
import { readableTitle } from '../../kernel/installed/label';

/** What a thing on a screen may come from, the likeliest first. */
const COMES_FROM: Readonly<Record<ShownKind, readonly PartKind[]>> = {
  entry: ['entry'],
  group: ['group'],
  screen: ['entry', 'screen'],
  column: ['column'],
  option: ['option'],
  field: ['field', 'column', 'setting'],
  action: ['action', 'relation', 'option'],
  tool: [],
};

/** A menu shows a key that no catalog translates as words. */
const reads = ({ kind, label }: ScreenPart, shown: string): boolean =>
  label === shown || ((kind === 'entry' || kind === 'group') && readableTitle(label) === shown);

/** How well what stands around both agrees; 0 where it is something else. */
function agreement(part: ScreenPart, shown: ShownPart): number {
  if (part.within === '') return 1;
  return shown.within.includes(part.within) ? 2 : 0;
}

/** The part of a pool that reads as what is shown, by what stands around both, then by how likely its kind is. */
function bestOf(pool: readonly ScreenPart[], shown: ShownPart): ScreenPart | undefined {
  for (const wanted of [2, 1, 0]) {
    for (const kind of COMES_FROM[shown.kind]) {
      const equals = pool.filter((part) => part.kind === kind && reads(part, shown.label) && agreement(part, shown) === wanted);
      const found = equals[shown.nth] ?? equals[0];
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * The part of the manifest that a part of a screen comes from; where no line makes just it, the column around it, or the model whose screen it is.
 *
 * @param model how routes call the model whose screen is open; empty for none
 */
export function partFor(shown: ShownPart, parts: readonly ScreenPart[], model: string): ScreenPart | undefined {
  const ownFirst = [parts.filter((part) => part.model === model || part.model === ''), parts];
  for (const pool of ownFirst) {
    const found = bestOf(pool, shown);
    if (found) return found;
  }
  if (shown.kind === 'tool') return undefined;
  const around = parts.find(({ kind, label, model: of }) => kind === 'column' && of === model && label === shown.within);
  return around ?? parts.find((part) => part.kind === 'screen' && part.model === model);
}

const isAround = (pointer: string, place: string): boolean => place === pointer || place.startsWith(`${pointer}/`);

/** The page of the host on which parts of a kind stand. */
const TOOL_OF: Partial<Readonly<Record<PartKind, string>>> = { setting: 'settings', widget: 'dashboard', document: 'documents' };

function shownParts(part: ScreenPart, parts: readonly ScreenPart[]): ShownPart[] {
  const { kind, label, within, model } = part;
  const shown = (of: ShownKind, text: string, around = ''): ShownPart => {
    const equals = parts.filter(
      (other) => other.kind === kind && other.model === model && other.label === label && other.within === within,
    );
    return { kind: of, label: text, within: around, nth: text === label ? Math.max(equals.indexOf(part), 0) : 0 };
  };
  const isOfAction = parts.some((other) => other.kind === 'action' && other.model === model && other.label === within);
  switch (kind) {
    case 'entry':
    case 'group':
      return [{ kind, label: readableTitle(label), within: '', nth: 0 }];
    case 'screen':
    case 'relation':
      return [{ kind: 'screen', label: '', within: '', nth: 0 }];
    case 'column':
      return [shown('column', label), shown('field', label)];
    case 'option':
      return [shown('option', label, within), shown('column', within), shown('field', within)];
    case 'field':
      return [shown('field', label, within), ...(isOfAction ? [shown('action', within)] : [])];
    case 'action':
      return [shown('action', label)];
    case 'setting':
      return [shown('field', label)];
    case 'widget':
    case 'document':
      return [{ kind: 'tool', label: '', within: '', nth: 0 }];
  }
}

/**
 * What to ask a preview for to show where a line appears, and what it is called; null for a line that is on no screen.
 *
 * @param pointer JSON pointer of the line
 * @param open the address of the screen that is open: it stays where it shows the part
 */
export function pointAt(pointer: string, parts: readonly ScreenPart[], open: string): { part: ScreenPart; point: PagePoint } | null {
  const around = parts.filter(({ place }) => isAround(place.pointer, pointer));
  const [first] = around;
  if (!first) return null;
  const part = around.reduce((best, one) => (one.place.pointer.length > best.place.pointer.length ? one : best), first);
  const isOpen = part.model === '' || /^[\w.-]+/.exec(open)?.[0] === part.model;
  return {
    part,
    point: { kind: 'point', screen: isOpen ? '' : part.model, tool: TOOL_OF[part.kind] ?? '', parts: shownParts(part, parts) },
  };
}

/** By what people tell the entries of a list apart. */
const NAMES = ['key', 'name', 'title', 'value', 'id'] as const;

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = value as Readonly<Record<string, unknown>>;
  const name = NAMES.find((one) => typeof entries[one] === 'string');
  return name && `${name}:${String(entries[name])}`;
}

/**
 * The place in one document that a pointer means in another: what is shown is the manifest that holds, what is edited may be further on. An entry that
 * moved is found by its name. Null where it is gone.
 */
export function placeIn(pointer: string, from: unknown, to: unknown): string | null {
  const path: Step[] = [];
  let [there, here] = [from, to];
  for (const step of stepsOf(pointer)) {
    if (typeof here !== 'object' || here === null) return null;
    let own: Step = step;
    if (Array.isArray(here)) {
      const name = nameOf(Array.isArray(there) ? (there as unknown[])[Number(step)] : undefined);
      const isHere = name === undefined || nameOf((here as unknown[])[Number(step)]) === name;
      own = isHere ? Number(step) : here.findIndex((item) => nameOf(item) === name);
    }
    if (!Object.hasOwn(here, own)) return null;
    path.push(own);
    there = (there as Readonly<Record<Step, unknown>> | undefined)?.[step];
    here = (here as Readonly<Record<Step, unknown>>)[own];
  }
  return pointerOf(path);
}
