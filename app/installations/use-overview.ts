import { useCallback, useEffect, useState } from 'react';
import type { LifecycleOverview } from '../../kernel/lifecycle/overview';
import { useWorkspace } from '../workspace/workspace';
import { askOverviews } from './requests';

export interface Overviews {
  /** One for each organization; null before the first answer. */
  overviews: LifecycleOverview[] | null;
  /** The last question was not answered. */
  isLost: boolean;
  /** Asks again. */
  look: () => void;
}

/** What is installed where, asked anew after every install and whenever somebody says so. */
export function useOverviews(): Overviews {
  const [overviews, setOverviews] = useState<LifecycleOverview[] | null>(null);
  const [isLost, setLost] = useState(false);
  const [turn, setTurn] = useState(0);
  const install = useWorkspace((state) => state.install);
  const phase = useWorkspace((state) => state.kernel.phase);
  useEffect(() => {
    if (phase !== 'ready') return;
    let isCurrent = true;
    askOverviews().then(
      (found) => {
        if (!isCurrent) return;
        setOverviews(found);
        setLost(false);
      },
      () => isCurrent && setLost(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [install, phase, turn]);
  return { overviews, isLost, look: useCallback(() => setTurn((before) => before + 1), []) };
}
