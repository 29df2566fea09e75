import { useEffect } from 'react';
import { useWorkspace } from '../workspace/workspace';
import { loadLateParts } from './late';
import { useNewer, watchForNewer } from './newer';
import { useDeployStrings } from './strings';

/** After it, parts come though no screen stands: an addon may have none. Milliseconds from a kernel that is ready. */
const LATEST_MS = 5_000;

/** Says that a newer version was published. Begins to look once somebody works here: before, an opened link fetches nothing. */
export function NewerVersion() {
  const strings = useDeployStrings();
  const newer = useNewer((state) => state.newer);
  const isReady = useWorkspace((state) => state.kernel.phase === 'ready');
  const unkept = useWorkspace((state) => state.unkept);
  useEffect(() => {
    if (!isReady) return;
    watchForNewer();
    const timer = setTimeout(() => void loadLateParts(), LATEST_MS);
    return () => clearTimeout(timer);
  }, [isReady]);
  return (
    <span role="status" data-testid="newer-version">
      {newer && (
        <>
          {unkept ? strings.newerUnkept(newer.version) : strings.newer(newer.version)}{' '}
          <button type="button" className="min-h-6 underline" onClick={() => location.reload()}>
            {strings.reload}
          </button>
        </>
      )}
    </span>
  );
}
