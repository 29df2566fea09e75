/** Which lines differ between two texts. Pure. */

export interface DiffLine {
  kind: 'same' | 'removed' | 'added' | 'skipped';
  text: string;
  /** Lines that are skipped; 0 for all others. */
  count: number;
}

/** Unchanged lines that are shown around a change. */
const CONTEXT = 3;
/** Lines of which the longest common part is looked for; longer stretches are told as replaced whole. */
const MAX_LINES = 2_000;

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, count: 0 });

/** The common lines of two stretches, by the lengths of what is common from each place on. */
function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length > MAX_LINES || b.length > MAX_LINES)
    return [...a.map((text) => line('removed', text)), ...b.map((text) => line('added', text))];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left = '', right = ''] = [a[i], b[j]];
    if (i < a.length && j < b.length && left === right) {
      lines.push(line('same', left));
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(line('removed', left));
      i += 1;
    } else {
      lines.push(line('added', right));
      j += 1;
    }
  }
  return lines;
}

/** Long stretches of unchanged lines as one line that counts them. */
function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const isNear = new Set(changed.flatMap((index) => Array.from({ length: 2 * CONTEXT + 1 }, (_, step) => index - CONTEXT + step)));
  if (changed.length === 0) return [];
  const shown: DiffLine[] = [];
  for (const [index, one] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear.has(index)) shown.push(one);
    else if (last?.kind === 'skipped') last.count += 1;
    else shown.push({ kind: 'skipped', text: '', count: 1 });
  }
  return shown;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/\r\n|\n/));

/** The lines that went and those that came, with some unchanged ones around them; none where nothing but line ends differs. */
export function lineDiff(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const whole = (lines: readonly string[]): DiffLine[] => lines.map((text) => line('same', text));
  return shortened([
    ...whole(a.slice(0, head)),
    ...between(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...whole(tail === 0 ? [] : a.slice(-tail)),
  ]);
}
