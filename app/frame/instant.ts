/** Points in time in the record dialog: which fields hold one, and how a local date and time input reads and writes it. */

const INSTANT_TYPES: ReadonlySet<string> = new Set(['datetime', 'timestamp', 'timestamptz']);
/** An instant on the wire, with a time that is not midnight in UTC. */
const WITH_TIME = /^\d{4}-\d{2}-\d{2}T(?!00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$)/;

/** Whether a field of the record dialog holds a point in time, whose hours the calendar would drop. */
export function isInstantField(field: { type: string }, value: unknown): boolean {
  return INSTANT_TYPES.has(field.type) || (field.type === 'date' && typeof value === 'string' && WITH_TIME.test(value));
}

/** An instant as the input writes it: local time, no zone. Empty for what is none (Go's zero time included). */
export function toLocalInput(value: unknown): string {
  if (typeof value !== 'string' || value === '') return '';
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00` : value);
  if (Number.isNaN(date.getTime()) || date.getFullYear() <= 1) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What the input holds as an instant on the wire: RFC 3339 in UTC, or the empty string. */
export function fromLocalInput(text: string): string {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
