/** lucide's icons as the editor offers them: names, and a picture of each. */

type IconNodes = Record<string, [string, Record<string, string>][]>;

let loading: Promise<IconNodes> | null = null;

async function load(): Promise<IconNodes> {
  const response = await fetch(new URL('icons.json', document.baseURI));
  if (!response.ok) throw new Error(`The icons could not be loaded (${response.status}).`);
  return (await response.json()) as IconNodes;
}

function nodes(): Promise<IconNodes> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

const pascal = (name: string): string => name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
const kebabs = new Map<string, string>();

/** Every icon's name, as manifests write it (`CircleDot`). They are made once: every completion asks for them. */
export async function iconNames(): Promise<readonly string[]> {
  const known = await nodes().catch(() => ({}));
  if (kebabs.size === 0) for (const name of Object.keys(known)) kebabs.set(pascal(name), name);
  return [...kebabs.keys()];
}

/** An icon as an SVG data URL, in a grey that both themes show; null when there is none of this name. */
export async function iconPicture(name: string): Promise<string | null> {
  const kebab = kebabs.get(name);
  const node = kebab === undefined ? undefined : (await nodes())[kebab];
  if (!node) return null;
  const shapes = node
    .map(
      ([tag, attributes]) =>
        `<${tag} ${Object.entries(attributes)
          .map(([key, value]) => `${key}="${value}"`)
          .join(' ')}/>`,
    )
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 24 24" fill="none" stroke="#888" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}
