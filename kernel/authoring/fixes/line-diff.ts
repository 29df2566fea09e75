/** What a change does to the lines of a text, for whoever looks at it before it is made. */

/** Lines that go and lines that come at one place, with a line of what stays around them. */
export interface Hunk {
  /** The first line shown, counted from 1 in the text before. */
  line: number;
  lines: HunkLine[];
}

export interface HunkLine {
  kind: 'kept' | 'gone' | 'come';
  text: string;
}

/** Lines of each side that are compared one by one; of larger changes all lines go and come. */
const MAX_COMPARED = 1000;

/** The changed places from one text to another, in their order. */
export function lineDiff(before: string, after: string): Hunk[] {
  if (before === after) return [];
  const [old, young] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  const changes = compared(old.slice(start, old.length - end), young.slice(start, young.length - end));
  const all: HunkLine[] = [
    ...old.slice(Math.max(0, start - 1), start).map((text) => ({ kind: 'kept', text }) as const),
    ...changes,
    ...old.slice(old.length - end, old.length - end + 1).map((text) => ({ kind: 'kept', text }) as const),
  ];
  return hunksOf(all, Math.max(1, start));
}

/** Two runs of lines, the longest common ones kept. */
function compared(old: readonly string[], young: readonly string[]): HunkLine[] {
  const gone = (text: string): HunkLine => ({ kind: 'gone', text });
  const come = (text: string): HunkLine => ({ kind: 'come', text });
  if (old.length > MAX_COMPARED || young.length > MAX_COMPARED) return [...old.map(gone), ...young.map(come)];
  // How many lines the rests from each pair of places have in common.
  const width = young.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: HunkLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const [mine, theirs] = [old[i], young[j]];
    if (mine !== undefined && mine === theirs) {
      lines.push({ kind: 'kept', text: mine });
      [i, j] = [i + 1, j + 1];
    } else if (mine !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(mine));
      i += 1;
    } else if (theirs !== undefined) {
      lines.push(come(theirs));
      j += 1;
    }
  }
  return lines;
}

/** Breaks a run of lines where nothing changes, and keeps a line on each side of what does. */
function hunksOf(all: readonly HunkLine[], first: number): Hunk[] {
  const isNear = (index: number): boolean => [index - 1, index, index + 1].some((one) => (all[one]?.kind ?? 'kept') !== 'kept');
  const hunks: Hunk[] = [];
  let line = first;
  let open: Hunk | null = null;
  all.forEach((entry, index) => {
    if (isNear(index)) {
      if (open === null) hunks.push((open = { line, lines: [] }));
      open.lines.push(entry);
    } else open = null;
    if (entry.kind !== 'come') line += 1;
  });
  return hunks;
}
