/** Every lucide icon as data, for frames that ask for one outside their built-in set, and the names of all, for those who judge a manifest. */
import { readdirSync, writeFileSync } from 'node:fs';
import { lucideNames } from '../vite/runtime-icons';

const FOLDER = 'node_modules/lucide-react/dist/esm/icons';
const ICONS_FILE = 'public/icons.json';
const NAMES_FILE = 'generated/icon-names.ts';

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
  writeFileSync(
    NAMES_FILE,
    `/** Every name of a lucide icon, aliases included, parted by commas. */\nexport const ICON_NAMES = '${lucideNames().replaceAll('=', ',')}';\n`,
  );
}
