/** Every lucide icon as data, for frames that ask for one outside their built-in set. */
import { readdirSync, writeFileSync } from 'node:fs';

const FOLDER = 'node_modules/lucide-react/dist/esm/icons';
const ICONS_FILE = 'public/icons.json';

interface IconModule {
  __iconData?: { node: [string, Record<string, string>][] };
}

export async function generateIcons(): Promise<void> {
  const nodes: Record<string, [string, Record<string, string>][]> = {};
  for (const file of readdirSync(FOLDER).sort()) {
    const match = /^(.+)\.m?js$/.exec(file);
    if (!match?.[1] || match[1] === 'index') continue;
    const module = (await import(`../../${FOLDER}/${file}`)) as IconModule;
    if (!module.__iconData) continue;
    nodes[match[1]] = module.__iconData.node.map(([tag, attributes]) => [
      tag,
      Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'key')),
    ]);
  }
  writeFileSync(ICONS_FILE, JSON.stringify(nodes));
}
