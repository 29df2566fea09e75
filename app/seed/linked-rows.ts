/** The sample data that a link asks for: filled in once its addon is installed, told while it goes on, stopped on request. */
import { create } from 'zustand';
import { KernelError, messageOf } from '../../kernel/errors';
import type { LinkedView } from '../../kernel/link/link';
import { useWorkspace } from '../workspace/workspace';
import { endRun, fillTables, listRuns } from './requests';

export const useLinkedRows = create<{ state: 'none' | 'filling' | 'failed'; message: string }>(() => ({ state: 'none', message: '' }));

/** Rows in each table where a link names a number only. */
const DEFAULT_ROWS = 50;
const MAX_NUMBER = 2 ** 31 - 1;

async function fill({ seed = 1, seedRows = DEFAULT_ROWS, seedLanguage = 'en' }: LinkedView): Promise<void> {
  useLinkedRows.setState({ state: 'filling', message: '' });
  try {
    await fillTables({ rows: seedRows, seed: Math.min(seed, MAX_NUMBER), language: seedLanguage });
    useLinkedRows.setState({ state: 'none' });
  } catch (error) {
    // The project was left while its tables were being filled.
    const isLeft = error instanceof KernelError && error.code === 'kernel_stopped';
    useLinkedRows.setState(isLeft ? { state: 'none' } : { state: 'failed', message: messageOf(error) });
  }
}

/** Waits for the first install of this project; another project ends the wait. */
export function fillWhenInstalled(projectId: string, view: LinkedView): void {
  const stop = useWorkspace.subscribe(({ project, install }) => {
    if (project !== null && project.id !== projectId) stop();
    if (project?.id !== projectId || install?.ok !== true) return;
    stop();
    void fill(view);
  });
}

/** Stops the run; what was filled in stays. */
export async function stopLinkedRows(): Promise<void> {
  const [newest] = await listRuns().catch(() => []);
  if (newest?.state === 'running') await endRun(newest.id).catch(() => undefined);
}
