import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@asteby/metacore-ui/primitives';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { forgetVersions } from '../versions/recorder';
import { deleteProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';
import { useProjectStrings } from './strings';

/** Asks before the project goes, with everything that is kept of it. */
export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const strings = useProjectStrings();
  const common = useStrings();
  const returnFocus = useFocusReturn(true);
  const name = useWorkspace((state) => state.project?.name ?? '');
  const remove = (): void => {
    const id = useWorkspace.getState().project?.id;
    deleteProject().then(
      (next) => {
        if (next === null) return;
        toast.success(strings.deleted(name, next));
        if (id !== undefined) void forgetVersions(id);
      },
      (error: unknown) => toast.error(strings.notDeleted(name, messageOf(error))),
    );
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent onCloseAutoFocus={returnFocus}>
        <AlertDialogHeader>
          <AlertDialogTitle className="break-words">{strings.deleteTitle(name)}</AlertDialogTitle>
          <AlertDialogDescription>{strings.deleteText}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{common.cancel}</AlertDialogCancel>
          <AlertDialogAction onClick={remove}>{strings.deleteYes}</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
