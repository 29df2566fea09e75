/**
 * Small changes to the published UI packages that no property or provider reaches. Each names why; the build fails when
 * its text is no longer found, so that an upgrade of the packages cannot drop one silently.
 */
import type { Plugin } from 'vite';
import { isPlatformModule } from './syntax';

export interface RuntimePatch {
  /** End of the module's path, with forward slashes. */
  file: string;
  why: string;
  find: string;
  /** How often the module holds the text; 1 unless said otherwise. */
  times?: number;
  replace: string;
  /** A line put before the module, for an import the replacement needs. */
  prelude?: string;
}

/**
 * A module with the patches that name it.
 *
 * @param id its path.
 * @throws Error where it holds a text more or less often than the patch knows
 */
export function patched(code: string, id: string, patches: readonly RuntimePatch[]): { code: string; applied: RuntimePatch[] } {
  const path = id.replaceAll('\\', '/');
  const applied = patches.filter(({ file }) => path.endsWith(file));
  const preludes = new Set<string>();
  let changed = code;
  for (const { file, why, find, replace, times = 1, prelude } of applied) {
    const found = changed.split(find).length - 1;
    if (found !== times) throw new Error(`${file} holds the text to patch ${found} times, not ${times} (${why})`);
    changed = changed.replaceAll(find, () => replace);
    if (prelude !== undefined) preludes.add(prelude);
  }
  return { code: applied.length === 0 ? code : [...preludes, changed].join('\n'), applied };
}

/** Applies the patches to the modules they name. */
export function runtimePatches(patches: readonly RuntimePatch[]): Plugin {
  const pending = new Set(patches);
  return {
    name: 'frame:runtime-patches',
    enforce: 'pre',
    transform(code, id) {
      if (!isPlatformModule(id)) return undefined;
      const result = patched(code, id, patches);
      for (const patch of result.applied) pending.delete(patch);
      return result.applied.length === 0 ? undefined : { code: result.code, map: null };
    },
    buildEnd(error) {
      if (error !== undefined || pending.size === 0) return;
      this.error(`never built, so never patched: ${[...pending].map((patch) => patch.file).join(', ')}`);
    },
  };
}
