/** Time windows of dashboard widgets, in UTC. */
import type { WidgetQuery } from '../../schemas';

export type Range = NonNullable<WidgetQuery['range']>;
export type Interval = NonNullable<WidgetQuery['interval']>;

/** Instants in milliseconds: `from` belongs to the window, `to` no more. */
export interface Period {
  from: number;
  to: number;
}

const DAY_MS = 86_400_000;

const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** The first instant of the month so many months away. */
function monthOf(at: number, away: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + away, 1);
}

const yearOf = (at: number, away: number): number => Date.UTC(new Date(at).getUTCFullYear() + away, 0, 1);

/** The window of a range around `now`, and the one of the same kind before it; null for all time. */
export function periodsOf(range: Range | undefined, now: number): { current: Period; before: Period } | null {
  const today = dayOf(now);
  const days = (count: number) => ({
    current: { from: today - (count - 1) * DAY_MS, to: today + DAY_MS },
    before: { from: today - (2 * count - 1) * DAY_MS, to: today - (count - 1) * DAY_MS },
  });
  switch (range) {
    case 'this_day':
      return days(1);
    case 'last_7_days':
      return days(7);
    case 'last_30_days':
      return days(30);
    case 'this_month':
      return { current: { from: monthOf(now, 0), to: monthOf(now, 1) }, before: { from: monthOf(now, -1), to: monthOf(now, 0) } };
    case 'last_12_months':
      return { current: { from: monthOf(now, -11), to: monthOf(now, 1) }, before: { from: monthOf(now, -23), to: monthOf(now, -11) } };
    case 'this_year':
      return { current: { from: yearOf(now, 0), to: yearOf(now, 1) }, before: { from: yearOf(now, -1), to: yearOf(now, 0) } };
    case 'all':
    case undefined:
      return null;
  }
}

/** The first instant of the bucket an instant falls into; weeks begin on Mondays. */
export function bucketOf(interval: Interval, at: number): number {
  if (interval === 'month') return monthOf(at, 0);
  const day = dayOf(at);
  return interval === 'day' ? day : day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}

/** The bucket after one. */
export const nextBucket = (interval: Interval, bucket: number): number =>
  interval === 'month' ? monthOf(bucket, 1) : bucket + (interval === 'day' ? 1 : 7) * DAY_MS;

/** `2026-06-01`, or `2026-06` for a month. */
export const bucketKey = (interval: Interval, bucket: number): string =>
  new Date(bucket).toISOString().slice(0, interval === 'month' ? 7 : 10);
