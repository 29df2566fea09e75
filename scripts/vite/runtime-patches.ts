/**
 * Patches of the published UI packages, for what no property and no provider reaches. Each names the fault it mends and says
 * how often each of its texts occurs; the build fails where a module holds another number of them, so that an upgrade of the
 * packages drops none silently. `runtime-patch-*.spec.tsx` show each fault without the patch, and its end with it.
 */
import type { Plugin } from 'vite';
import { isPlatformModule } from './syntax';

/** One text of one module, and what stands in its place. */
export interface TextEdit {
  /** End of the module's path, with forward slashes. */
  file: string;
  find: string;
  /** How often the module holds the text; 1 unless said otherwise. */
  times?: number;
  replace: string;
  /** Lines put before the module, each once: the imports the replacement needs. */
  prelude?: string;
}

/** All edits that mend one fault. */
export interface RuntimePatch {
  id: string;
  /** The fault: what a person meets without the patch. */
  fault: string;
  /** Ids of patches whose replacements these edits build on. */
  needs?: readonly string[];
  edits: readonly TextEdit[];
}

/**
 * A module with the edits that name it.
 *
 * @param id its path.
 * @throws Error where it holds a text more or less often than the patch says
 */
export function patched(code: string, id: string, patches: readonly RuntimePatch[]): { code: string; applied: TextEdit[] } {
  const path = id.replaceAll('\\', '/');
  const applied: TextEdit[] = [];
  const preludes = new Set<string>();
  let changed = code;
  for (const { id: patch, edits } of patches) {
    for (const edit of edits.filter(({ file }) => path.endsWith(file))) {
      const { file, find, replace, times = 1, prelude } = edit;
      const found = changed.split(find).length - 1;
      if (found !== times) throw new Error(`${file} holds the text to patch ${found} times, not ${times} (${patch})`);
      changed = changed.replaceAll(find, () => replace);
      for (const line of prelude?.split('\n') ?? []) preludes.add(line);
      applied.push(edit);
    }
  }
  return { code: applied.length === 0 ? code : [...preludes, changed].join('\n'), applied };
}

/**
 * The patches but for some, and for those that build on them.
 *
 * @throws Error for an id that no patch has
 */
export function patchesWithout(patches: readonly RuntimePatch[], ids: readonly string[]): RuntimePatch[] {
  const unknown = ids.filter((id) => patches.every((patch) => patch.id !== id));
  if (unknown.length > 0) throw new Error(`no patch is called ${unknown.join(', ')}`);
  const left = new Set(ids);
  let before = -1;
  while (before !== left.size) {
    before = left.size;
    for (const { id, needs = [] } of patches) if (needs.some((need) => left.has(need))) left.add(id);
  }
  return patches.filter(({ id }) => !left.has(id));
}

/** Applies the patches to the modules they name. */
export function runtimePatches(patches: readonly RuntimePatch[]): Plugin {
  const pending = new Set(patches.flatMap(({ edits }) => edits));
  return {
    name: 'frame:runtime-patches',
    enforce: 'pre',
    transform(code, id) {
      if (!isPlatformModule(id)) return undefined;
      const result = patched(code, id, patches);
      for (const edit of result.applied) pending.delete(edit);
      return result.applied.length === 0 ? undefined : { code: result.code, map: null };
    },
    buildEnd(error) {
      if (error !== undefined || pending.size === 0) return;
      this.error(`never built, so never patched: ${[...pending].map(({ file }) => file).join(', ')}`);
    },
  };
}
