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
  replace: string;
  /** A line put before the module, for an import the replacement needs. */
  prelude?: string;
}

/** Applies the patches to the modules they name. */
export function runtimePatches(patches: readonly RuntimePatch[]): Plugin {
  const pending = new Set(patches);
  return {
    name: 'frame:runtime-patches',
    enforce: 'pre',
    transform(code, id) {
      if (!isPlatformModule(id)) return undefined;
      const path = id.replaceAll('\\', '/');
      let changed = code;
      const preludes = new Set<string>();
      for (const patch of patches) {
        if (!path.endsWith(patch.file)) continue;
        const after = changed.replaceAll(patch.find, () => patch.replace);
        if (after === changed) this.error(`${patch.file} no longer holds the text to patch (${patch.why})`);
        changed = after;
        pending.delete(patch);
        if (patch.prelude !== undefined) preludes.add(patch.prelude);
      }
      if (changed === code) return undefined;
      return { code: [...preludes, changed].join('\n'), map: null };
    },
    buildEnd(error) {
      if (error !== undefined || pending.size === 0) return;
      this.error(`never built, so never patched: ${[...pending].map((patch) => patch.file).join(', ')}`);
    },
  };
}
