/** Numbers, dates and boxes by what a column is called. */
import { columnTypeOf } from '../columns/column-type';
import { KINDS } from '../columns/kinds';
import type { ModelColumn } from '../installed/model';
import type { RowContext } from './row-context';

interface Range {
  least: number;
  most: number;
  /** Decimal places; none for counts. */
  places: number;
  /** Small values come more often than large ones. */
  skewed?: true;
}

const RATES = [0, 5, 8, 10, 16, 19, 21];

const BY_NAME: readonly [RegExp, Range][] = [
  [/(^|_)(lat|latitude|latitud)$/, { least: -60, most: 70, places: 6 }],
  [/(^|_)(lng|lon|long|longitude|longitud)$/, { least: -179, most: 179, places: 6 }],
  [/(^|_)(rating|score|stars|calificacion|puntuacion)$/, { least: 1, most: 5, places: 0 }],
  [/(^|_)(year|anio|ano)$/, { least: 2015, most: 2026, places: 0 }],
  [/(^|_)(age|edad)$/, { least: 18, most: 80, places: 0 }],
  [/(^|_)(quantity|qty|cantidad|units|unidades|pieces|seats|people|guests|boxes)$/, { least: 1, most: 40, places: 0, skewed: true }],
  [/(^|_)(stock|on_hand|available|inventory|existencia|existencias|capacity|capacidad)$/, { least: 0, most: 500, places: 0, skewed: true }],
  [/(^|_)(count|lines|visits|attempts|views|likes)$|_count$/, { least: 0, most: 30, places: 0, skewed: true }],
  [
    /(^|_)(days|dias|hours|horas|minutes|minutos|duration|duracion|lead_time|term|plazo)$|_(days|hours|minutes)$/,
    { least: 1, most: 90, places: 0 },
  ],
  [/(^|_)(weight|peso)(_kg)?$/, { least: 0.1, most: 80, places: 2, skewed: true }],
  [/(^|_)(height|width|length|depth|alto|ancho|largo|size)(_cm|_mm)?$/, { least: 1, most: 300, places: 1 }],
  [/(^|_)(order|position|sort|sort_order|rank|sequence|orden|priority)$/, { least: 1, most: 100, places: 0 }],
  [/(^|_)(odometer|mileage|kilometraje|km)$/, { least: 100, most: 180_000, places: 0 }],
  [/(^|_)(credit|limit|budget|presupuesto|salary|salario|limite)(_limit)?$/, { least: 500, most: 50_000, places: 0, skewed: true }],
  [/(price|precio|amount|importe|monto|total|cost|costo|coste|subtotal|balance|saldo|paid|pagado|fee|value|valor|debit|credit)/, { least: 4, most: 2_500, places: 2, skewed: true }], // prettier-ignore
];
const RATE_NAME = /(^|_)(rate|percent|percentage|pct|tax|iva|vat|discount|descuento|porcentaje|tasa|margin|commission)(_|$)/;

/** Largest and smallest number a column of this type holds. */
function typeBounds(own: ModelColumn): { least: number; most: number; places: number } {
  const { largest, precision = 18, scale: places = 4 } = columnTypeOf(own.sqlType) ?? {};
  // A larger whole number is no double.
  const isExact = largest !== undefined && largest <= Number.MAX_SAFE_INTEGER;
  if (isExact) return { least: -Number(largest) - 1, most: Number(largest), places: 0 };
  if (largest !== undefined) return { least: -Number.MAX_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER, places: 0 };
  const most = 10 ** (precision - places) - 10 ** -places;
  return { least: -most, most, places };
}

/** Whether a number fits its column. */
export function fitsType(own: ModelColumn, value: number): boolean {
  const { least, most } = typeBounds(own);
  return value >= least && value <= most;
}

/** A number for a column, within its type, its declared bounds and `ceiling`. `unique` counts instead. */
export function numberValue(own: ModelColumn, context: RowContext, unique: boolean, ceiling: number): string {
  const { random, shrink } = context;
  const type = typeBounds(own);
  const rules = own.declared?.validation;
  const least = Math.max(rules?.min ?? -Infinity, type.least);
  const most = Math.min(rules?.max ?? Infinity, type.most, Math.max(ceiling, least));
  const clamp = (value: number): number => Math.min(Math.max(value, least), most);
  if (unique) {
    const start = Math.max(least, 1);
    return String(
      start + context.mark <= most ? Math.ceil(start) + context.mark : clamp(least + (context.mark % Math.max(1, most - least))),
    );
  }
  if (RATE_NAME.test(own.name)) {
    const rates = RATES.filter((rate) => rate >= least && rate <= most);
    if (rates.length > 0) return String(random.pick(rates));
  }
  const wanted = BY_NAME.find(([pattern]) => pattern.test(own.name))?.[1] ?? {
    least: 1,
    most: 1_000,
    places: own.kind === 'integer' ? 0 : 2,
  };
  const places = Math.min(wanted.places, type.places);
  // What the name suggests where it lies within what is allowed, else what is allowed.
  const overlaps = wanted.most >= least && wanted.least <= most;
  const low = overlaps ? clamp(wanted.least) : Number.isFinite(least) ? least : most - 1_000;
  const high = overlaps ? clamp(wanted.most) : Math.min(most, low + 1_000);
  const share = 'skewed' in wanted ? random.next() ** 2.5 : random.next();
  const value = clamp(low + ((high - low) * share) / shrink);
  const scale = 10 ** places;
  // Rounding must not leave the bounds: a step inwards, and where there is none, the bound itself.
  const rounded = Math.round(value * scale) / scale;
  if (rounded >= least && rounded <= most) return rounded.toFixed(places);
  const inwards = rounded > most ? Math.floor(most * scale) / scale : Math.ceil(least * scale) / scale;
  return inwards >= least && inwards <= most ? inwards.toFixed(places) : least.toFixed(type.places);
}

const DAY_MS = 86_400_000;
const FUTURE_NAME =
  /(due|expire|expiry|expiration|vence|vencimiento|deadline|until|valid_to|next|renewal|delivery|entrega|scheduled|appointment|planned)/;
const BIRTH_NAME = /(birth|born|nacimiento|dob)/;
const END_NAME = /^(end|finish|check_?out|fin|hasta|to)(_|$)|_(end|to|until|finish)(_|$)|_(ended|finished)_at$/;
const START_NAME = /(start|begin|check_?in|inicio|desde|from)/;

/** The instant another column of the row says it starts at. */
function startOf({ values, model }: RowContext): number | null {
  for (const [name, value] of values) {
    const { kind } = model.columns.get(name) ?? {};
    if (typeof value === 'string' && kind !== undefined && KINDS[kind].isMoment && START_NAME.test(name)) return Date.parse(value);
  }
  return null;
}

function instantOf(own: ModelColumn, context: RowContext, unique: boolean): number {
  const { random, now } = context;
  if (unique) return now - context.mark * DAY_MS;
  if (BIRTH_NAME.test(own.name)) return now - random.int(20 * 365, 70 * 365) * DAY_MS;
  const start = END_NAME.test(own.name) ? startOf(context) : null;
  if (start !== null) return start + random.int(1, 20) * DAY_MS;
  if (FUTURE_NAME.test(own.name)) return now + random.int(-20, 60) * DAY_MS;
  return now - Math.floor(random.next() ** 1.3 * 300 * DAY_MS);
}

/** The earliest day a unique date may count back to. */
const EARLIEST = Date.UTC(1000, 0, 1);

/** A day or an instant of working hours. */
export function dateValue(own: ModelColumn, context: RowContext, unique: boolean): string {
  const day = new Date(Math.max(instantOf(own, context, unique), EARLIEST)).toISOString().slice(0, 10);
  if (own.kind === 'date') return day;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day}T${two(context.random.int(8, 18))}:${two(context.random.int(0, 59))}:${two(context.random.int(0, 59))}Z`;
}

const MOSTLY_TRUE = /(^|_)(is_)?(active|enabled|activo|activa|habilitado|visible|available|published|verified)$/;

export const booleanValue = (own: ModelColumn, { random }: RowContext): string =>
  String(random.chance(MOSTLY_TRUE.test(own.name) ? 0.9 : 0.35));
