import type { IconLookup } from './frame-port';

type IconNodes = Record<string, [string, Record<string, string>][]>;

/** `CircleDot` → `circle-dot`. */
const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/** `ArrowDownAZ`, `arrow-down-a-z` → `arrowdownaz`: not every hyphen can be told from the component's name. */
const squashed = (name: string): string => name.replaceAll('-', '').toLowerCase();

/** Icons by name from the file at `url`, which is loaded when the first one is asked for. */
export function createIconLookup(url: string): IconLookup {
  let loading: Promise<ReadonlyMap<string, IconNodes[string]>> | null = null;
  const load = async () => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The icons could not be loaded (${response.status}).`);
    const nodes = (await response.json()) as IconNodes;
    const entries = Object.entries(nodes);
    // Exact names are set last, so that `letters` stays itself beside `letter-s`.
    return new Map([...entries.map(([name, node]): [string, typeof node] => [squashed(name), node]), ...entries]);
  };
  return async (name) => {
    loading ??= load();
    try {
      const nodes = await loading;
      return nodes.get(name) ?? nodes.get(kebab(name)) ?? nodes.get(squashed(name)) ?? null;
    } catch {
      // The next question tries again; until then the frame shows its fallback glyph.
      loading = null;
      return null;
    }
  };
}
