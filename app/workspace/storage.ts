/** How much room this browser has left for what it keeps. */
import { useWorkspace } from './workspace';

/** Below this, the next project, or the next few rows, find no room. */
const NEXT_TO_NOTHING_BYTES = 4 * 1024 * 1024;

/** Looks whether there is room, and notes it for whoever shows it. A browser that does not say is taken to have some. */
export async function measureStorage(): Promise<void> {
  // Absent in pages that are no secure context, whatever the types say.
  const manager = (navigator as { storage?: StorageManager }).storage;
  const { quota, usage } = (await manager?.estimate().catch(() => undefined)) ?? {};
  useWorkspace.setState({ storageFull: quota !== undefined && usage !== undefined && quota - usage < NEXT_TO_NOTHING_BYTES });
}
