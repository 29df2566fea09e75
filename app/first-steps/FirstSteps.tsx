import { Late, late } from '../deploy/late';
import { useWorkspace } from '../workspace/workspace';
import { useFirstSteps } from './state';

const Strip = late(() => import('./Strip'));

/** The place of the first things to try, once an addon is there to try them on, and until somebody puts them away. */
export function FirstSteps({ onShare }: { onShare: () => void }) {
  const isClosed = useFirstSteps((state) => state.isClosed);
  const isThere = useWorkspace(({ servedGeneration, unkept, readOnly }) => servedGeneration !== null && !unkept && !readOnly);
  return isClosed || !isThere ? null : <Late>{<Strip onShare={onShare} />}</Late>;
}
