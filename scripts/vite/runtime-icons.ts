/**
 * The published UI packages look icons up by name in the whole of lucide (about 2,000). The script keeps a subset; any
 * other name is drawn from what the kernel's side answers over the port.
 *
 * - `import * as icons from 'lucide-react'` and `import { icons } from 'lucide-react'` in the packages become the frame's
 *   own catalogue. Icons a package imports by name stay as they are.
 * - The virtual module `frame:lucide` gives the catalogue its names, their aliases and the subset.
 */
import * as lucide from 'lucide-react';
import type { Plugin } from 'vite';
import { isPlatformModule } from './syntax';

const MODULE = 'frame:lucide';
const RESOLVED = `\0${MODULE}`;
const NAMESPACE = /import \* as icons from ['"]lucide-react['"]/;
const CATALOGUE = /import \{ icons \} from ['"]lucide-react['"]/;

/** Names as one text: `Name=Alias=Alias,Name,…`. Split at run time, it costs a third of an object literal. */
export function lucideNames(): string {
  const aliases = new Map<unknown, string[]>();
  for (const [name, component] of Object.entries(lucide)) {
    // "XIcon" and "LucideX" are spellings of the package's own imports; nobody writes them in a manifest.
    if (!/^[A-Z]/.test(name) || name.startsWith('Lucide') || name.endsWith('Icon') || name in lucide.icons) continue;
    aliases.set(component, [...(aliases.get(component) ?? []), name]);
  }
  return Object.entries(lucide.icons)
    .map(([name, component]) => [name, ...(aliases.get(component) ?? [])].join('='))
    .join(',');
}

/**
 * @param subset lucide names (PascalCase) that the script carries.
 * @param catalogueModule the module that exports `icons`, the catalogue by name.
 */
export function runtimeIcons(subset: readonly string[], catalogueModule: string): Plugin {
  return {
    name: 'frame:runtime-icons',
    enforce: 'pre',
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      const strangers = subset.filter((name) => !(name in lucide));
      if (strangers.length > 0) this.error(`lucide has no ${strangers.join(', ')}`);
      const sorted = [...new Set(subset)].sort();
      return [
        `import { ${sorted.join(', ')} } from 'lucide-react';`,
        `export const subset = { ${sorted.join(', ')} };`,
        `export const names = ${JSON.stringify(lucideNames())};`,
      ].join('\n');
    },
    transform(code, id) {
      if (!isPlatformModule(id) || !(NAMESPACE.test(code) || CATALOGUE.test(code))) return undefined;
      const source = JSON.stringify(catalogueModule);
      return {
        code: code.replace(NAMESPACE, `import { icons } from ${source}`).replace(CATALOGUE, `import { icons } from ${source}`),
        map: null,
      };
    },
  };
}
