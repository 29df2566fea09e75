import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
} from '@asteby/metacore-ui/primitives';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { download } from '../files/download';
import { useStrings } from '../i18n/language';
import { deleteDamaged } from '../workspace/projects';
import { type DamagedProject, useWorkspace } from '../workspace/workspace';
import { recordFile } from './record-file';
import { useDamagedStrings } from './strings';

/** Names every project that was set aside, hands out what is stored of it, and removes it when asked to. */
export function DamagedNotice() {
  const strings = useDamagedStrings();
  const common = useStrings();
  const damaged = useWorkspace((state) => state.damaged);
  const [asking, setAsking] = useState<DamagedProject | null>(null);
  const remove = ({ id, name }: DamagedProject): void => {
    deleteDamaged(id).catch((error: unknown) => toast.error(strings.notRemoved(name, messageOf(error))));
  };
  return (
    <>
      {damaged.map((project) => (
        <div
          key={project.id}
          role="alert"
          className="flex flex-wrap items-center gap-2 border-b bg-amber-100 px-3 py-1 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100"
        >
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          <span className="min-w-0 flex-1 break-words">{strings.notice(project.name)}</span>
          {project.record !== undefined && (
            <Button size="sm" variant="outline" onClick={() => download(recordFile(project.name, project.record))}>
              {strings.download}
            </Button>
          )}
          <Button size="sm" variant="outline" onClick={() => setAsking(project)}>
            {strings.remove}
          </Button>
        </div>
      ))}
      <AlertDialog open={asking !== null} onOpenChange={(open) => !open && setAsking(null)}>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle className="break-words">{strings.removeTitle(asking?.name ?? '')}</AlertDialogTitle>
            <AlertDialogDescription>{strings.removeText}</AlertDialogDescription>
          </AlertDialogHeader>
          <AlertDialogFooter>
            <AlertDialogCancel>{common.cancel}</AlertDialogCancel>
            <AlertDialogAction onClick={() => asking && remove(asking)}>{strings.removeYes}</AlertDialogAction>
          </AlertDialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
