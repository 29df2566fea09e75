import { cleanup } from '@testing-library/react';
import { expect, it } from 'vitest';
import { RUNTIME_PATCHES } from '../runtime-patch-list';
import { loadRuntime, loadUpstream, type Runtime } from './load-runtime';
import { offers } from './upstream';

const offered = new Set(offers().map(({ id }) => id));

async function lookedAt<T>(runtime: Runtime, look: (runtime: Runtime) => T | Promise<T>): Promise<T> {
  localStorage.clear();
  sessionStorage.clear();
  runtime.setLanguage('en', 'en-US');
  try {
    return await look(runtime);
  } finally {
    cleanup();
    for (const draft of runtime.allDrafts()) runtime.forgetDraft(draft);
    runtime.useMetadataCache.getState().clearAll();
    document.body.replaceChildren();
  }
}

/**
 * A case that looks at the published runtime: with every patch but one, which shows the fault that the patch mends, and
 * with all of them.
 *
 * @param id of the patch
 */
export function showsFault<T>(id: string, look: (runtime: Runtime) => T | Promise<T>, seen: { without: T; patched: T }): void {
  const patch = RUNTIME_PATCHES.find((each) => each.id === id);
  it(`${id}: without it ${patch?.fault ?? 'nothing is known'}`, async () => {
    const without = await lookedAt(await loadRuntime({ without: [id] }), look);
    const all = await lookedAt(await loadRuntime(), look);
    expect({ without, patched: all }).toEqual(seen);
    if (offered.has(id)) expect(await lookedAt(await loadUpstream(), look)).toEqual(seen.patched);
  });
}
