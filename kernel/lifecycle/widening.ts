/** Changes of a column's type that keep every value whatever it is, which an upgrade does by itself. Any other one asks for a migration. */

const SIZED = /^(varchar|numeric)\((\d+)(?:,(\d+))?\)$/;

interface Shape {
  base: string;
  precision: number;
  scale: number;
}

function shapeOf(type: string): Shape {
  const sized = SIZED.exec(type);
  return { base: sized?.[1] ?? type, precision: Number(sized?.[2] ?? Infinity), scale: Number(sized?.[3] ?? 0) };
}

/** Digits before the point and behind it. */
const holdsNumeric = (from: Shape, to: Shape): boolean =>
  to.precision === Infinity || (to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale);

/** The instants, each as wide as those before it. */
const INSTANTS = ['date', 'timestamp', 'timestamptz'];

/**
 * Whether `to` keeps every value of `from`: integer → bigint, varchar(n) → varchar(m ≥ n), varchar → text, numeric → wider numeric,
 * date → timestamp → timestamptz. Types are those of `column-type.ts`.
 * @example isWidening('varchar(20)', 'text') // true
 */
export function isWidening(from: string, to: string): boolean {
  const [old, next] = [shapeOf(from), shapeOf(to)];
  if (from === to) return true;
  if (from === 'integer') return to === 'bigint';
  if (old.base === 'varchar') return to === 'text' || (next.base === 'varchar' && next.precision >= old.precision);
  if (old.base === 'numeric') return next.base === 'numeric' && holdsNumeric(old, next);
  const [at, then] = [INSTANTS.indexOf(from), INSTANTS.indexOf(to)];
  return at >= 0 && then > at;
}
