/** Values of the data as filters of the list: none of them is read as an operator, a list or a span of days. */
import { listItem } from '../../../kernel/dynamic/list-text';
import { nextDay, startOfDay, timeZone } from './zone';

const EQUAL = 'EQ:';
/** What a filter's text is read by when it begins like this. */
const SYNTAX = /^(?:$|\w+:|(?:not_)?null$|\d{4}-\d{2}-\d{2}_)/i;

/** A value of the data as a choice of the filter: itself, unless it would be read as syntax. */
export const choiceOf = (value: string): string => (SYNTAX.test(value) ? `${EQUAL}${value}` : value);

const valueOf = (choice: string): string => (choice.startsWith(EQUAL) ? choice.slice(EQUAL.length) : choice);

/** Several choices of one column. */
export const anyOf = (choices: readonly string[]): string => `IN:${choices.map((choice) => listItem(valueOf(choice))).join(',')}`;

const SPAN = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})$/;

/** From the first instant of a day to the last one of another, as days are where the viewer is; any other text as it is. */
export function spanOfDays(text: string, zone = timeZone()): string {
  const [, from, to] = SPAN.exec(text) ?? [];
  if (from === undefined || to === undefined) return text;
  const [first, after] = [startOfDay(from, zone), startOfDay(nextDay(to), zone)];
  if (Number.isNaN(first) || Number.isNaN(after)) return text;
  // PostgreSQL counts in microseconds.
  return `RANGE:${new Date(first).toISOString()}|${new Date(after - 1).toISOString().replace('Z', '999Z')}`;
}

/** A single choice of a column: days of a column that holds instants are the viewer's. @param columns of the table's metadata */
export function oneOf(choice: string, key: string, columns: readonly { key: string; cellStyle?: string }[] | undefined): string {
  const isInstant = columns?.some((column) => column.key === key && column.cellStyle === 'datetime') === true;
  return isInstant ? spanOfDays(choice) : choice;
}
