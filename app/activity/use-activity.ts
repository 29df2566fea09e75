import { useEffect, useState } from 'react';
import { type Activity, askActivity } from './requests';

const NOTHING: Activity = { traces: [], calls: [], guestCalls: [], decisions: [], unused: [] };
/** Between two looks while somebody watches, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/** What went on in the kernel lately. Requests are traced from its start; while a component that uses this is shown they are asked for. */
export function useActivity(): Activity {
  const [activity, setActivity] = useState(NOTHING);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      // While the kernel is away the last answer stays.
      const answer = await askActivity().catch(() => null);
      if (!current) return;
      if (answer) setActivity(answer);
      timer = setTimeout(() => void look(), LOOK_INTERVAL_MS);
    };
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, []);
  return activity;
}
