import { Button } from '@asteby/metacore-ui/primitives';
import { Layers } from 'lucide-react';
import { useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';

/** Says that a tab of another version stands in the way of what is kept, and the way on. */
export function KeptNotice() {
  const strings = useStrings();
  const elsewhere = useWorkspace((state) => state.keptElsewhere);
  if (elsewhere === null) return null;
  return (
    <div
      role="alert"
      data-testid="kept-elsewhere"
      className="flex flex-wrap items-center gap-2 border-b bg-amber-100 px-3 py-1 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100"
    >
      <Layers className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 break-words">{elsewhere === 'older' ? strings.keptOlder : strings.keptNewer}</span>
      {elsewhere === 'newer' && (
        <Button size="sm" variant="outline" onClick={() => location.reload()}>
          {strings.keptReload}
        </Button>
      )}
    </div>
  );
}
