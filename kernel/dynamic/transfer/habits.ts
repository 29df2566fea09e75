/**
 * How the numbers and days of a file are written, by what the file itself shows: `1.234` is a thousand or little more than one, and
 * `03/04/2026` one of two days, unless other cells leave no doubt. What stays in doubt is refused and never guessed.
 */
import { KINDS } from '../../columns/kinds';
import type { ModelColumn } from '../../installed/model';
import type { FileRow } from './grid';

export type DecimalMark = '.' | ',';

/** `null` where cells say both or nothing. */
export interface Habits {
  readonly decimals: DecimalMark | null;
  /** Whether `03/04/2026` begins with the day, by column. */
  readonly dayFirst: ReadonlyMap<number, boolean>;
}

const isNumeric = ({ kind }: ModelColumn): boolean => KINDS[kind].fileCell === 'number';
const isDay = ({ kind }: ModelColumn): boolean => KINDS[kind].fileCell === 'day';

/** Groups of three behind a mark that stands once could be decimals as well. */
const GROUPED_ONCE = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** Signs that look like a hyphen and are none: some spreadsheets write the mathematical one. */
const MINUS = /[\u2212\ufe63\uff0d]/gu;
/** Books show what is below zero in brackets. */
const IN_BRACKETS = /^(\p{Sc}?)\s*\(\s*([^-+()]*)\)\s*(\p{Sc}?)$/u;
/** A sign before or behind the currency, or, as in lists of accounting programs, behind the number. */
const SIGNED = /^([-+]?)\s*(?:\p{Sc}\s*)?([-+]?)(\d.*?)(-?)\s*(?:\p{Sc})?$/u;

/** The number without sign, currency and the blanks or apostrophes that stand between thousands, and whether it is below zero. */
export function unsigned(text: string): { bare: string; isNegative: boolean } {
  const written = text.replace(MINUS, '-');
  const [, before = '', within, behind = ''] = IN_BRACKETS.exec(written) ?? [];
  const [, first = '', second = '', number = written, last = ''] =
    SIGNED.exec(within === undefined ? written : `${before}${within.trim()}${behind}`) ?? [];
  const signs = first + second + last;
  // Of two signs nobody can tell what they mean.
  if (signs.length > 1) return { bare: written, isNegative: false };
  return { bare: number.replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, ''), isNegative: within !== undefined || signs === '-' };
}

/** The mark of decimals that a number cannot be read without, null where it could be either or has none. */
export function markIn(bare: string): DecimalMark | null {
  const marks = bare.replace(/\d+/g, '');
  if (marks === '' || !/^\d[\d.,]*$/.test(bare)) return null;
  const last = marks.at(-1) as DecimalMark;
  const other = last === '.' ? ',' : '.';
  // Marks that repeat stand between thousands.
  if (marks.length > 1 && !marks.includes(other)) return other;
  if (marks.length > 1) return last;
  return GROUPED_ONCE.test(bare) ? null : last;
}

const YEAR_LAST = /^(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)/;

/** Whether a day written with slashes or dashes begins with the day, null where it could begin with either. */
export function dayFirstIn(text: string): boolean | null {
  const [, first = '0', second = '0'] = YEAR_LAST.exec(text) ?? [];
  if (Number(first) > 12) return true;
  return Number(second) > 12 ? false : null;
}

/** Looks at all rows of a file. `columns` are the model's, by the place of their heading. */
export async function habitsOf(
  rows: readonly FileRow[],
  columns: readonly ({ readonly own: ModelColumn } | undefined)[],
  breathe: () => Promise<void> | undefined,
): Promise<Habits> {
  const marks = new Set<DecimalMark>();
  const orders = new Map<number, Set<boolean>>();
  const isWatched = columns.some((one) => one && (isNumeric(one.own) || isDay(one.own)));
  for (const { cells } of isWatched ? rows : []) {
    for (const { column, text } of cells) {
      const own = columns[column]?.own;
      if (!own || text.length > 100) continue;
      if (isNumeric(own)) {
        const mark = markIn(unsigned(text.trim()).bare);
        if (mark) marks.add(mark);
      } else if (isDay(own)) {
        const order = dayFirstIn(text.trim());
        if (order !== null) orders.set(column, (orders.get(column) ?? new Set()).add(order));
      }
    }
    await breathe();
  }
  const certain = [...orders].flatMap(([column, seen]) => (seen.size === 1 ? [...seen].map((first) => [column, first] as const) : []));
  const [mark = null] = marks;
  return { decimals: marks.size === 1 ? mark : null, dayFirst: new Map(certain) };
}
