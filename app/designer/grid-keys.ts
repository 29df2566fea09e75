/** Arrow keys in a table of cells: each row holds elements marked `data-cell`, and the focus goes from one to the next. */
import type { KeyboardEvent } from 'react';

const cellsOf = (row: Element | null | undefined): HTMLElement[] =>
  row ? [...row.querySelectorAll<HTMLElement>('[data-cell]')].filter((cell) => cell.offsetParent !== null) : [];

/** Moves the focus as a key says; false where the key is none of the grid's. */
export function moveInGrid(event: KeyboardEvent<HTMLElement>): boolean {
  const target = event.target as HTMLElement;
  if (!target.matches('[data-cell]') || target.getAttribute('aria-expanded') === 'true') return false;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const row = target.closest('[data-row]');
  const rows = [...event.currentTarget.querySelectorAll('[data-row]')];
  const cells = cellsOf(row);
  const [at, line] = [cells.indexOf(target), row === null ? -1 : rows.indexOf(row)];
  const inRow = (index: number, column: number): HTMLElement | undefined => {
    const others = cellsOf(rows[index]);
    return others[Math.min(column, others.length - 1)];
  };
  const next: Partial<Record<string, () => HTMLElement | undefined>> = {
    ArrowRight: () => cells[at + 1],
    ArrowLeft: () => cells[at - 1],
    ArrowDown: () => inRow(line + 1, at),
    ArrowUp: () => inRow(line - 1, at),
    Home: () => cells[0],
    End: () => cells.at(-1),
  };
  const move = next[event.key];
  if (move === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  move()?.focus();
  return true;
}
