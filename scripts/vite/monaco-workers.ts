/**
 * Monaco as it is listed in app/editor/monaco-features.ts, and no more. Its module that starts language workers imports
 * every feature of the editor for their side effects, so the JSON service would bring back what was left out.
 */
import type { Plugin } from 'vite';

const STARTS_WORKERS = /[\\/]monaco-editor[\\/]esm[\\/]vs[\\/]internal[\\/]common[\\/]workers\.js$/;
const SIDE_EFFECT = /^import '[^']+';$/gm;

/** @throws Error when the module imports nothing for its side effects: an update then made this file superfluous */
export function withoutFeatures(code: string): string {
  if (code.search(SIDE_EFFECT) === -1) throw new Error('monaco-editor: the module that starts workers imports no features any more');
  // The lines stay, so that places in the source map do.
  return code.replace(SIDE_EFFECT, '');
}

export function monacoWorkers(): Plugin {
  return {
    name: 'page:monaco-workers',
    enforce: 'pre',
    transform(code, id) {
      return STARTS_WORKERS.test(id.split('?')[0] ?? id) ? { code: withoutFeatures(code), map: null } : null;
    },
  };
}
