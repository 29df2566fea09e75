/**
 * The older spelling of an extension: `extensions` of a model, each with the model it extends and the columns it adds. What
 * `extends` says with a model of its own is made of it, one for each extended model, so that everything behind it is the same.
 */
import type { Column, ManifestV3, Model } from '../../schemas';

const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
const snake = (text: string): string => text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** The first of `name`, `name2`, … that is not taken; it is from now on. */
function untaken(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number += 1) found = name + String(number);
  taken.add(found);
  return found;
}

function madeOf(manifest: ManifestV3): Model[] {
  const models = manifest.models ?? [];
  const byTarget = new Map<string, Map<string, Column>>();
  for (const { target_model: target, columns } of models.flatMap((model) => model.extensions ?? [])) {
    const known = byTarget.get(target) ?? new Map<string, Column>();
    byTarget.set(target, known);
    // Two models may extend the same one; the first who names a column says what it is.
    for (const column of columns) if (!known.has(column.name) && column.name !== 'id') known.set(column.name, column);
  }
  const keys = new Set(models.map(({ key }) => key));
  const tables = new Set(models.map(({ table }) => table));
  return [...byTarget].map(([target, columns]): Model => {
    const extended = target.slice(target.lastIndexOf('.') + 1);
    return {
      // `Inventory` for the addon, `Invoice` for the model: two addons that extend it have columns of different names.
      key: untaken(pascal(manifest.metadata.key) + extended, keys),
      table: untaken(`${snake(extended)}_extension`, tables),
      extends: target,
      columns: [...columns.values()],
    };
  });
}

const MADE = new WeakMap<ManifestV3, readonly Model[]>();

/** Models made of `extensions`; the manifest itself does not list them. */
export function olderExtensions(manifest: ManifestV3): readonly Model[] {
  let made = MADE.get(manifest);
  if (!made) MADE.set(manifest, (made = madeOf(manifest)));
  return made;
}

/** Every model an addon has tables for. */
export const installedModels = (manifest: ManifestV3): readonly Model[] => [...(manifest.models ?? []), ...olderExtensions(manifest)];
