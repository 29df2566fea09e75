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
import { useStrings } from '../i18n/language';
import { offerOwnRows } from '../seed/own-rows';
import { resetData } from '../workspace/kernel';

export function ResetDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const strings = useStrings();
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{strings.resetDataTitle}</AlertDialogTitle>
          <AlertDialogDescription>{strings.resetDataText}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{strings.cancel}</AlertDialogCancel>
          <AlertDialogAction onClick={() => void resetData().then(offerOwnRows)}>{strings.reset}</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
