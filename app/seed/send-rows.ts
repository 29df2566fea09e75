/** Sends the requests that write an author's own rows. */
import { isSamplePath, type SampleWrite } from '../../kernel/project/sample-rows';
import type { StoredProject } from '../../workers/project-store';
import type { PageAnswer, PageRequest } from '../../workers/protocol';

/** Whether a project has sample rows of its own. */
export const hasOwnRows = ({ files }: Pick<StoredProject, 'files'>): boolean => Object.keys(files).some(isSamplePath);

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
