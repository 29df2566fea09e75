import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { useId, useState, type SyntheticEvent } from 'react';
import { messageOf } from '../../kernel/errors';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { forkProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';
import { MAX_NAME_CHARS } from '../project/names';
import { announceOpened } from './open-new';
import { useProjectStrings } from './strings';

/** Makes a copy of the project under a name of its own. */
export default function ForkDialog({ onClose }: { onClose: () => void }) {
  const strings = useProjectStrings();
  const common = useStrings();
  const [field, problem] = [useId(), useId()];
  const returnFocus = useFocusReturn(true);
  const current = useWorkspace((state) => state.project?.name ?? '');
  const unkept = useWorkspace((state) => state.unkept);
  const [name, setName] = useState(() => strings.copyOf(current));
  const [failure, setFailure] = useState('');
  const fork = (event: SyntheticEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') {
      setFailure(strings.forkNameEmpty);
      return;
    }
    forkProject(wanted).then(
      (isKept) => {
        if (isKept) announceOpened();
        onClose();
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent onCloseAutoFocus={returnFocus}>
        <form className="space-y-4" onSubmit={fork}>
          <DialogHeader>
            <DialogTitle>{strings.forkTitle}</DialogTitle>
            <DialogDescription>
              {strings.forkText} {unkept ? strings.forkUnkeptRows : strings.forkRows}
            </DialogDescription>
          </DialogHeader>
          <div className="space-y-1">
            <Label htmlFor={field}>{strings.forkName}</Label>
            <Input
              id={field}
              value={name}
              maxLength={MAX_NAME_CHARS}
              aria-describedby={problem}
              onChange={(event) => setName(event.target.value)}
            />
            <p id={problem} role="alert" className="text-destructive text-sm empty:hidden">
              {failure}
            </p>
          </div>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit">{strings.forkYes}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
