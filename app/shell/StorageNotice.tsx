import { Button } from '@asteby/metacore-ui/primitives';
import { HardDrive } from 'lucide-react';
import { useStrings } from '../i18n/language';
import { measureStorage } from '../workspace/storage';
import { useWorkspace } from '../workspace/workspace';

/** Says that nothing more can be kept, and what makes room, before work is lost. */
export function StorageNotice() {
  const strings = useStrings();
  const isFull = useWorkspace((state) => state.storageFull || state.rowsLackRoom);
  if (!isFull) return null;
  return (
    <div
      role="alert"
      data-testid="storage-full"
      className="flex flex-wrap items-center gap-2 border-b bg-amber-100 px-3 py-1 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100"
    >
      <HardDrive className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 break-words">{strings.storageFull}</span>
      <Button size="sm" variant="outline" onClick={() => void measureStorage()}>
        {strings.storageCheck}
      </Button>
    </div>
  );
}
