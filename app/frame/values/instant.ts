/** Points in time in a form: which fields hold one, and how a local date and time is read and written. */
import { instantsOf, localAt } from './zone';

const INSTANT_TYPES: ReadonlySet<string> = new Set(['datetime', 'timestamp', 'timestamptz']);
/** An instant on the wire, with a time that is not midnight in UTC. */
const WITH_TIME = /^\d{4}-\d{2}-\d{2}T(?!00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$)/;

/** Whether a field holds a point in time, whose hours a calendar would drop. */
export function isInstantField(field: { type: string; widget?: unknown }, value: unknown): boolean {
  if (INSTANT_TYPES.has(field.type) || (typeof field.widget === 'string' && INSTANT_TYPES.has(field.widget))) return true;
  return field.type === 'date' && typeof value === 'string' && WITH_TIME.test(value);
}

/** Milliseconds since 1970 of an instant on the wire; NaN for what is none (Go's zero time included). A bare day is its midnight. */
export function msOf(value: unknown, zone: string): number {
  if (typeof value !== 'string' || value === '') return Number.NaN;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(value) ? (instantsOf(`${value}T00:00`, zone).at[0] ?? Number.NaN) : Date.parse(value);
  return new Date(ms).getUTCFullYear() <= 1 ? Number.NaN : ms;
}

/** An instant as a `datetime-local` input writes it, with seconds where it has some. Empty for what is no instant. */
export function toLocalInput(value: unknown, zone: string): string {
  const ms = msOf(value, zone);
  if (Number.isNaN(ms)) return '';
  const local = localAt(ms, zone);
  return local.endsWith(':00') ? local.slice(0, -3) : local;
}

/** What an input's text stands for in a zone. */
export interface WrittenInstant {
  /** RFC 3339 in UTC; empty for an empty or half-written input. */
  value: string;
  /** The instants it can stand for: two in the hour that comes twice. */
  choices: readonly string[];
  /** Clocks leap over the time that was written; `value` is the time they leap to. */
  isSkipped: boolean;
}

/** @param text what a `datetime-local` input holds. @param near the instant before: of two, the one as late as that one was is taken. */
export function fromLocalInput(text: string, zone: string, near?: unknown): WrittenInstant {
  const { at, isSkipped } = text === '' ? { at: [], isSkipped: false } : instantsOf(text, zone);
  const choices = at.map((ms) => new Date(ms).toISOString());
  // The time next to the one before, when both lie in the hour that comes twice, stays in the same half.
  const wasLate = at.length > 1 && laterOfTwo(near, zone);
  return { value: (wasLate ? choices.at(-1) : choices[0]) ?? '', choices, isSkipped };
}

function laterOfTwo(value: unknown, zone: string): boolean {
  const ms = msOf(value, zone);
  if (Number.isNaN(ms)) return false;
  const { at } = instantsOf(localAt(ms, zone), zone);
  return at.length > 1 && at.at(-1) === Math.floor(ms / 1000) * 1000;
}
