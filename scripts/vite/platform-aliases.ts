/**
 * Answers imports of the published UI packages with modules of the frame:
 *
 * - `date-fns/locale`: the record dialog and the date filters always ask for Spanish dates. The frame's `es` follows its
 *   language, and the other hundred locales stay out of the script.
 * - `@tanstack/react-router`: the packages only ask it to navigate. The frame has one page, and a real router would follow
 *   the absolute address of an action's link and take the frame along.
 * - `recharts`: the dashboard's grid draws bars, lines and pies. The library weighs more than a quarter of the frame; the
 *   frame draws the same from the same elements.
 */
import type { Plugin } from 'vite';
import { isPlatformModule } from './syntax';

/** @param aliases name as imported → absolute path of the module that answers. */
export function platformAliases(aliases: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'frame:platform-aliases',
    enforce: 'pre',
    resolveId: (id, importer) =>
      importer !== undefined && isPlatformModule(importer) && Object.hasOwn(aliases, id) ? aliases[id] : undefined,
  };
}
