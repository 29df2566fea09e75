import type { ManifestV3 } from '../../schemas';

/** The table by which grants name a model of a manifest, whichever way the manifest names it. */
export function tableOf(manifest: ManifestV3, name: string): string {
  const own = `${manifest.metadata.key}.`;
  const bare = name.startsWith(own) ? name.slice(own.length) : name;
  const model = manifest.models?.find((each) => each.key === bare || each.table === bare);
  return model?.table ?? name.toLowerCase();
}
