import { Button } from '@asteby/metacore-ui/primitives';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../i18n/language';
import { stopLinkedRows, useLinkedRows } from '../seed/linked-rows';
import { keepUnkept } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';

/** How the sample data of a link is coming along. */
export function LinkedRowsNotice() {
  const strings = useStrings().linked;
  const { state, message } = useLinkedRows();
  if (state === 'none') return null;
  return (
    <div role="status" className="bg-muted flex items-center gap-2 border-b px-3 py-1 text-sm">
      <span className="min-w-0 flex-1 break-words">{state === 'filling' ? strings.filling : strings.fillingFailed(message)}</span>
      {state === 'filling' && (
        <Button size="sm" variant="outline" onClick={() => void stopLinkedRows()}>
          {strings.stop}
        </Button>
      )}
    </div>
  );
}

/** Says that the project came by the address and is kept nowhere, and offers to keep it or a copy of it. */
export function UnkeptBanner({ onFork }: { onFork: () => void }) {
  const strings = useStrings().linked;
  const unkept = useWorkspace((state) => state.unkept);
  const kind = useWorkspace((state) => state.project?.provenance?.[0]?.kind);
  const [keeping, setKeeping] = useState(false);
  if (!unkept) return null;
  const keep = (): void => {
    setKeeping(true);
    void keepUnkept().finally(() => setKeeping(false));
  };
  return (
    <div role="status" className="bg-muted flex items-center gap-2 border-b px-3 py-1 text-sm">
      <Link2 className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{strings.banner(kind === 'from' || kind === 'template' ? kind : 'link')}</span>
      <Button size="sm" variant="outline" disabled={keeping} onClick={onFork}>
        {strings.fork}
      </Button>
      <Button size="sm" disabled={keeping} onClick={keep}>
        {keeping ? strings.keeping : strings.keep}
      </Button>
    </div>
  );
}
