/** Days, local times and instants in a time zone, whatever zone the browser itself is in. */

/** The zone in which the viewer lives, as an IANA name. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(zone, clock);
  return clock;
}

/** What a clock in `zone` shows at an instant: `2026-11-01T01:30:00`. @param ms since 1970, in UTC. */
export function localAt(ms: number, zone: string): string {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

/** How far the clocks of `zone` are ahead of UTC at an instant, in milliseconds. */
function offsetAt(ms: number, zone: string): number {
  return Date.parse(`${localAt(ms, zone)}Z`) - Math.floor(ms / 1000) * 1000;
}

export interface Instants {
  /**
   * The instants at which clocks in the zone show that time, earliest first: one; two in the hour that is repeated when summer
   * time ends; where there is none, the instant that is as far from the last one before the gap as the clock says.
   */
  at: readonly number[];
  /** Clocks never show that time: `at` is later by as much as they leap. */
  isSkipped: boolean;
}

/** @param local `2026-11-01T01:30`, with seconds or without. */
export function instantsOf(local: string, zone: string): Instants {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return { at: [], isSkipped: false };
  // Offsets of the day before and after: zones change theirs at most once in between.
  const [before, after] = [offsetAt(asUtc - DAY_MS, zone), offsetAt(asUtc + DAY_MS, zone)];
  const at = [...new Set([before, after])].map((offset) => asUtc - offset).filter((ms) => offsetAt(ms, zone) === asUtc - ms);
  return at.length === 0 ? { at: [asUtc - before], isSkipped: true } : { at: at.sort((one, other) => one - other), isSkipped: false };
}

/** The instant at which a day begins in a zone. @param day `2026-11-01` @returns milliseconds since 1970, in UTC. */
export const startOfDay = (day: string, zone: string): number => instantsOf(`${day}T00:00`, zone).at[0] ?? Number.NaN;

/** The day after; what is no day stays as it is. @param day `2026-11-01` */
export function nextDay(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS);
  return Number.isNaN(next.getTime()) ? day : next.toISOString().slice(0, 10);
}

/** The offset at an instant as people write it: `GMT-7`. */
export function offsetName(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
