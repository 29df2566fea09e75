import { usePolled } from '../workspace/use-polled';
import { type Activity, askActivity } from './requests';

const NOTHING: Activity = { traces: [], calls: [], guestCalls: [], decisions: [], unused: [] };
/** Between two looks while somebody watches, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/** What went on in the kernel lately. Requests are traced from its start; while a component that uses this is shown they are asked for. */
export const useActivity = (): Activity => usePolled(askActivity, LOOK_INTERVAL_MS, NOTHING);
