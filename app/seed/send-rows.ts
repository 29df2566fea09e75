/** Sends the requests that write an author's own rows. */
import { isSamplePath, type SampleWrite } from '../../kernel/project/sample-rows';
import type { ManifestV3 } from '../../schemas';
import type { PageAnswer, PageRequest } from '../../workers/protocol';

const refusalOf = ({ body }: PageAnswer): string | null => {
  const { success, message } = body as { success?: boolean; message?: string };
  return success === true ? null : (message ?? '');
};

/**
 * Sends the requests one after another; the first that is refused ends it.
 * @returns the refused request with the kernel's sentence, or null when all went through
 */
export async function sendRows(
  writes: readonly SampleWrite[],
  ask: (request: PageRequest) => Promise<PageAnswer>,
): Promise<{ message: string; path: string } | null> {
  for (const write of writes) {
    const refusal = refusalOf(await ask(write));
    if (refusal !== null) return { message: refusal, path: write.path };
  }
  return null;
}

/** The files of sample rows whose tables an installed manifest has: those of another addon's table wait for that one. */
export function samplesOf<File>(files: Readonly<Record<string, File>>, manifest: string): Record<string, File> {
  const { models = [] } = JSON.parse(manifest) as ManifestV3;
  const own = new Set(models.map(({ table }) => `sample/${table}.json`));
  return Object.fromEntries(Object.entries(files).filter(([path]) => isSamplePath(path) && own.has(path)));
}
