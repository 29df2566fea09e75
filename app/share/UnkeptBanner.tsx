import { Button } from '@asteby/metacore-ui/primitives';
import { Link2 } from 'lucide-react';
import { useStrings } from '../i18n/language';
import { keepUnkept, useWorkspace } from '../workspace/workspace';

/** Says that the project is from a link and kept nowhere. */
export function UnkeptBanner() {
  const strings = useStrings().linked;
  const unkept = useWorkspace((state) => state.unkept);
  if (!unkept) return null;
  return (
    <div role="status" className="bg-muted flex items-center gap-2 border-b px-3 py-1 text-sm">
      <Link2 className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{strings.banner}</span>
      <Button size="sm" onClick={() => void keepUnkept().then(() => history.replaceState(null, '', location.pathname + location.search))}>
        {strings.keep}
      </Button>
    </div>
  );
}
