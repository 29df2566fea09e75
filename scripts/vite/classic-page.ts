/**
 * Writes a page that loads one classic script and one stylesheet by relative addresses. Vite's own HTML entry would load
 * a module script, which a frame of opaque origin may only fetch from a server that sends CORS headers.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * @param template path of the page; it names the script and the stylesheet itself.
 * @param fileName name of the page in the output folder.
 */
export function classicPage(template: string, fileName: string): Plugin {
  return {
    name: 'frame:classic-page',
    generateBundle(_options, bundle) {
      const source = readFileSync(template, 'utf8');
      const outputs = Object.keys(bundle);
      for (const output of outputs) {
        if (!source.includes(`"./${output}"`))
          this.error(`${template} does not load ${output}: the frame is one script and one stylesheet`);
      }
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
