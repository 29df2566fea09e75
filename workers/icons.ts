import type { IconLookup } from './frame-port';

type IconNodes = Record<string, [string, Record<string, string>][]>;

/** `CircleDot`, `circle-dot` → `circle-dot`. */
const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([a-zA-Z])(\d)/g, '$1-$2')
    .toLowerCase();

/** Icons by name from the file at `url`, which is loaded when the first one is asked for. */
export function createIconLookup(url: string): IconLookup {
  let loading: Promise<IconNodes> | null = null;
  const load = async (): Promise<IconNodes> => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The icons could not be loaded (${response.status}).`);
    return (await response.json()) as IconNodes;
  };
  return async (name) => {
    loading ??= load();
    try {
      const nodes = await loading;
      const key = [name, kebab(name)].find((candidate) => Object.hasOwn(nodes, candidate));
      return key === undefined ? null : (nodes[key] ?? null);
    } catch {
      // The next question tries again; until then the frame shows its fallback glyph.
      loading = null;
      return null;
    }
  };
}
