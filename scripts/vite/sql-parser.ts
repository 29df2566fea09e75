/**
 * libpg-query as the bundler needs it. Its loader looks for the WebAssembly beside the script that runs, which after
 * bundling is our worker, and it ends as a UMD module, which has no default export for a browser that loads it as it is.
 */
import type { Plugin } from 'vite';

const LOADER = /[\\/]libpg-query[\\/]wasm[\\/]libpg-query\.js$/;
const LOCATE = 'locateFile("libpg-query.wasm")';
const UMD_TAIL = /if\(typeof exports==="object"&&typeof module==="object"\)[\s\S]*$/;

/** @throws Error when the loader no longer has the two places: an update would otherwise break the page in silence */
export function browserLoader(code: string): string {
  if (!code.includes(LOCATE) || !UMD_TAIL.test(code)) throw new Error('libpg-query: the loader is another one than was expected');
  return code
    .replace(LOCATE, () => 'new URL("./libpg-query.wasm",import.meta.url).href')
    .replace(UMD_TAIL, () => 'export default PgQueryModule;');
}

export function sqlParser(): Plugin {
  return {
    name: 'page:sql-parser',
    enforce: 'pre',
    transform(code, id) {
      return LOADER.test(id.split('?')[0] ?? id) ? { code: browserLoader(code), map: null } : null;
    },
  };
}
