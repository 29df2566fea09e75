/**
 * What the platform's validator takes and PostgreSQL refuses: names, types, defaults, seeded rows, indexes, foreign keys. All
 * are warnings, in strict too, because hosts publish such an addon; `build --strict` fails on them as on every warning. A
 * property test (kernel/lifecycle/yes-means-it-installs.spec.ts) holds that what is accepted without one of them installs.
 */
import type { ForeignKey, Model } from '../../../schemas';
import { hasDefault } from '../../schema/table-columns';
import { isBlank, type RuleContext } from './context';

/** A foreign key that becomes a constraint of the database: both sides in this addon. */
interface PhysicalKey {
  key: ForeignKey;
  at: number;
  target: Model;
}

export function physicalKeys({ ownModel }: RuleContext, model: Model): PhysicalKey[] {
  return (model.foreign_keys ?? []).flatMap((key, at): PhysicalKey[] => {
    if (key.policy !== 'physical') return [];
    const target = ownModel(key.references.model)?.model;
    return target === undefined ? [] : [{ key, at, target }];
  });
}

/** Values that compare alike: as PostgreSQL keeps them, near enough to find the row that a seeded one points at. */
export const comparable = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();

/** The values of a row in some columns as one text; null where one is missing or null, which points at nothing. */
export function pointOf(row: Readonly<Record<string, unknown>>, names: readonly string[]): string | null {
  const values = names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined));
  return values.some((value) => value === undefined || value === null) ? null : JSON.stringify(values.map(comparable));
}

/** Rows with the defaults that they leave to the columns. */
export function filledRow(row: Readonly<Record<string, unknown>>, model: Model): Record<string, unknown> {
  const given = model.columns.filter((column) => hasDefault(column) && isBlank(column.generated));
  return { ...Object.fromEntries(given.map(({ name, default: own }) => [name, own])), ...row };
}

/** The values that the seeded rows of a model have in some columns. */
export function seededPoints(target: Model, names: readonly string[]): Set<string> {
  const points = (target.seed?.rows ?? []).map((row) => pointOf(filledRow(row, target), names));
  return new Set(points.filter((point) => point !== null));
}
