import type { ManifestV3 } from '../../schemas';

/**
 * Where a manifest says of what type a column is, as a JSON pointer; the model where the column is the host's own.
 * @example columnPointer(manifest, 'tickets', 'title') // '/models/0/columns/1/type'
 */
export function columnPointer({ models = [] }: ManifestV3, table: string, column: string): string {
  const at = models.findIndex((model) => model.table === table);
  const index = models[at]?.columns.findIndex(({ name }) => name === column) ?? -1;
  if (index >= 0) return `/models/${at}/columns/${index}/type`;
  if (at >= 0) return `/models/${at}`;
  // A table of the older spelling: columns stand below the models that bring them.
  for (const [model, { extensions = [] }] of models.entries())
    for (const [extension, { columns }] of extensions.entries()) {
      const own = columns.findIndex(({ name }) => name === column);
      if (own >= 0) return `/models/${model}/extensions/${extension}/columns/${own}/type`;
    }
  return '/models';
}
